/** Where something stands in a JSON file: keys and indices from its root. */
export type JsonPlace = (string | number)[];

/** A dashboard as the grader runs it, whichever of Grafana's schemas it was written in. */
export interface Dashboard {
  title: string;
  uid: string | undefined;
  variables: Variable[];
  panels: Panel[];
}

/** What a panel, a target or a variable says of its datasource: a uid, a name, or a reference to a variable; empty where it says nothing. */
export interface Binding {
  reference: string;
  place: JsonPlace;
}

export interface Panel {
  id: number;
  title: string;
  description: string;
  /** The visualisation: `timeseries`, `stat` … */
  type: string;
  unit: string;
  place: JsonPlace;
  datasource: Binding;
  targets: Target[];
  transformations: Transformation[];
  /** The first of its reduce options' calculations; undefined where it gives none. */
  calculation: string | undefined;
  /** What each series is called, with Grafana's field placeholders; empty: as its target says. */
  displayName: string;
  maxDataPoints: number | undefined;
  /** Its min interval, such as `30s`; empty where it gives none. */
  interval: string;
  timeFrom: string;
  timeShift: string;
  /** The variables for whose values it is repeated: its own, its row's. */
  repeats: string[];
  /** The row it stands in, from 0; undefined where it stands in none. */
  row: Row | undefined;
}

/** A row, or a tab. */
export interface Row {
  index: number;
  title: string;
}

/** One query of a panel. */
export interface Target {
  refId: string;
  expr: string;
  legendFormat: string;
  instant: boolean;
  range: boolean;
  format: string;
  /** Its min step; empty where it gives none. */
  interval: string;
  intervalFactor: number;
  hidden: boolean;
  datasource: Binding;
  place: JsonPlace;
}

export interface Transformation {
  id: string;
  options: Record<string, unknown>;
}

export interface Variable {
  name: string;
  type: 'query' | 'custom' | 'constant' | 'datasource' | 'textbox' | 'interval' | 'other';
  /** What its values come from. */
  query: string;
  regex: string;
  multi: boolean;
  includeAll: boolean;
  /** What All stands for; empty: all of the options. */
  allValue: string;
  current: string[];
  datasource: Binding;
  place: JsonPlace;
}
