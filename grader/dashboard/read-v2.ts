import { asData, asList, asNumber, asText, asTexts, dig, type Data } from '../evidence/lenient.ts';
import type { Binding, Dashboard, JsonPlace, Panel, Row, Transformation, Variable } from './model.ts';
import { readTarget } from './read-classic.ts';
import { readDrawing, readTransformation } from './read-viz.ts';

/** Reads the `spec` of a dashboard in Grafana's v2 schema, which stands at a place of its file. */
export function readV2(value: unknown, uid: string | undefined, root: JsonPlace): Dashboard {
  const spec = asData(value);
  const stands = standsIn(spec['layout'], { rows: 0 }, { row: undefined, repeats: [], conditions: [] });
  const panels = Object.entries(asData(spec['elements'])).flatMap(([name, element]) => {
    const stand = stands.find((one) => one.element === name);
    // What no layout shows is not there.
    if (stand === undefined || asData(element)['kind'] !== 'Panel') return [];
    return [readPanel(asData(dig(element, 'spec')), [...root, 'elements', name, 'spec'], stand)];
  });
  const variables = asList(spec['variables']).map((variable, index) =>
    readVariable(asData(variable), [...root, 'variables', index]),
  );
  return { title: asText(spec['title']), uid, panels, variables };
}

/** Where a panel stands, and what it is repeated for there. */
interface Stand {
  element: string;
  row: Row | undefined;
  repeats: string[];
  conditions: unknown[];
}

/** Goes through layouts in layouts; the innermost row or tab counts. */
function standsIn(layout: unknown, count: { rows: number }, outer: Omit<Stand, 'element'>): Stand[] {
  const kind = asText(dig(layout, 'kind'));
  const spec = dig(layout, 'spec');
  const inside = (one: unknown): Omit<Stand, 'element'> => {
    const condition = dig(one, 'spec', 'conditionalRendering');
    return {
      row: outer.row,
      repeats: [...outer.repeats, ...asTexts(dig(one, 'spec', 'repeat', 'value'))],
      conditions: [...outer.conditions, ...(condition === undefined || condition === null ? [] : [condition])],
    };
  };
  if (kind === 'RowsLayout' || kind === 'TabsLayout')
    return asList(dig(spec, kind === 'RowsLayout' ? 'rows' : 'tabs')).flatMap((one) => {
      // Nobody reads the title of a header that is hidden.
      const title = dig(one, 'spec', 'hideHeader') === true ? '' : asText(dig(one, 'spec', 'title'));
      const row = { index: count.rows, title };
      count.rows += 1;
      return standsIn(dig(one, 'spec', 'layout'), count, { ...inside(one), row });
    });
  return asList(dig(spec, 'items')).map((item) => ({
    element: asText(dig(item, 'spec', 'element', 'name')),
    ...inside(item),
  }));
}

function readPanel(panel: Data, place: JsonPlace, { row, repeats, conditions }: Stand): Panel {
  const data = dig(panel, 'data', 'spec');
  const options = dig(data, 'queryOptions');
  const viz = dig(panel, 'vizConfig');
  return {
    id: asNumber(panel['id']) ?? -1,
    title: asText(panel['title']),
    description: asText(panel['description']),
    // Up to v2beta1 the kind itself named the visualisation in some versions.
    type: asText(dig(viz, 'group')) || asText(dig(viz, 'kind')),
    ...readDrawing(dig(viz, 'spec', 'options'), dig(viz, 'spec', 'fieldConfig')),
    place,
    datasource: { reference: '', place },
    targets: asList(dig(data, 'queries')).map((query, index) => {
      const at = [...place, 'data', 'spec', 'queries', index, 'spec', 'query'];
      const target = asData(dig(query, 'spec'));
      const inner = asData(dig(target, 'query'));
      return {
        ...readTarget({ ...asData(inner['spec']), refId: target['refId'] }, [...at, 'spec']),
        hidden: target['hidden'] === true,
        datasource: bindingOf(inner, at, target['datasource']),
        foreign: foreignIn(inner),
      };
    }),
    transformations: asList(dig(data, 'transformations')).flatMap((one) => transformationOf(asData(one))),
    maxDataPoints: asNumber(dig(options, 'maxDataPoints')),
    interval: asText(dig(options, 'interval')),
    timeFrom: asText(dig(options, 'timeFrom')),
    timeShift: asText(dig(options, 'timeShift')),
    repeats,
    conditions,
    row,
  };
}

/** In v2 the id stands in `group`, in v2beta1 it was the kind. */
function transformationOf(one: Data): Transformation[] {
  const spec = asData(one['spec']);
  return readTransformation(asText(one['group']) || asText(spec['id']) || asText(one['kind']), spec);
}

/** Which datasource a query asks: in v2alpha1 that stands beside the query. */
function bindingOf(query: Data, place: JsonPlace, beside?: unknown): Binding {
  const source = query['datasource'] ?? beside;
  const reference = asText(dig(source, 'name')) || asText(dig(source, 'uid'));
  return { reference, place: [...place, 'datasource'] };
}

/** The kind of source that a query is for stands in its group, in v2alpha1 in its kind; empty where that is Prometheus. */
function foreignIn(query: Data): string {
  const kind = asText(query['kind']);
  const source = asText(query['group']) || (kind === 'DataQuery' ? '' : kind);
  return source === 'prometheus' ? '' : source;
}

const TYPES: Record<string, Variable['type']> = {
  QueryVariable: 'query',
  CustomVariable: 'custom',
  ConstantVariable: 'constant',
  DatasourceVariable: 'datasource',
  TextVariable: 'textbox',
  IntervalVariable: 'interval',
};

function readVariable(variable: Data, place: JsonPlace): Variable {
  const spec = asData(variable['spec']);
  const query = asData(spec['query']);
  const inner = asData(query['spec']);
  return {
    name: asText(spec['name']),
    type: TYPES[asText(variable['kind'])] ?? 'other',
    query:
      asText(spec['query']) ||
      asText(inner['query']) ||
      asText(inner['__legacyStringValue']) ||
      asText(spec['pluginId']),
    regex: asText(spec['regex']),
    multi: spec['multi'] === true,
    includeAll: spec['includeAll'] === true,
    allValue: asText(spec['allValue']),
    current: asTexts(dig(spec, 'current', 'value')),
    datasource: bindingOf(query, [...place, 'spec', 'query']),
    place,
  };
}
