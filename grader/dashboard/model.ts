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
  reduce: ReduceOptions;
  /** Of several frames, the one that a table shows. */
  frameIndex: number;
  /** What each series is called, with Grafana's field placeholders; empty: as its target says. */
  displayName: string;
  /** What holds for all fields, and what for some of them. */
  fieldConfig: FieldConfig;
  overrides: Override[];
  maxDataPoints: number | undefined;
  /** Its min interval, such as `30s`; empty where it gives none. */
  interval: string;
  timeFrom: string;
  timeShift: string;
  /** The variables for whose values it is repeated: its own, its row's. */
  repeats: string[];
  /** Groups of conditions, all of which must let it be shown. */
  conditions: unknown[];
  /** The row it stands in, from 0; undefined where it stands in none. */
  row: Row | undefined;
}

/** What a visualisation of single values makes of a series. */
export interface ReduceOptions {
  /** Undefined where the panel says nothing of them. */
  calculations: string[] | undefined;
  /** Whether it shows each row instead. */
  showsRows: boolean;
  /** A regular expression for the names of the fields it shows; empty: all numbers. */
  fields: string;
  limit: number | undefined;
}

/** How fields are drawn. */
export interface FieldConfig {
  isHidden: boolean;
  /** Grafana's value mappings. */
  mappings: unknown[];
}

/** How some fields are drawn otherwise. */
export interface Override {
  matcher: { id: string; options: unknown };
  config: Partial<FieldConfig> & { unit?: string; displayName?: string };
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
  /** What it asks where that is no Prometheus: another kind of source, an expression; else empty. */
  foreign: string;
  place: JsonPlace;
}

export interface Transformation {
  id: string;
  options: Record<string, unknown>;
  /** Whose frames alone it is for: a regular expression; empty: all. */
  refIds: string;
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
