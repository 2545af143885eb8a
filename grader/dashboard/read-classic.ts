import { asData, asList, asNumber, asText, asTexts, dig, type Data } from '../evidence/lenient.ts';
import type { Binding, Dashboard, JsonPlace, Panel, Row, Target, Variable } from './model.ts';
import { readDrawing, readTransformation } from './read-viz.ts';

/** Reads a dashboard in Grafana's classic model, whose root stands at a place of its file. */
export function readClassic(value: unknown, root: JsonPlace = []): Dashboard {
  const dashboard = asData(value);
  const listed = asList(dashboard['panels']).flatMap((panel, index) => flatten(panel, [...root, 'panels', index]));
  // Grafana draws panels where their grid position says, whatever their order in the file.
  const ordered = listed.toSorted((a, b) => top(a.panel) - top(b.panel) || left(a.panel) - left(b.panel));
  let row: { row: Row; repeat: string } | undefined;
  let rows = 0;
  const panels: Panel[] = [];
  for (const { panel, place } of ordered) {
    if (panel['type'] === 'row') {
      row = { row: { index: rows, title: asText(panel['title']) }, repeat: asText(panel['repeat']) };
      rows += 1;
    } else {
      panels.push(readPanel(panel, place, row));
    }
  }
  return {
    title: asText(dashboard['title']),
    uid: asText(dashboard['uid']) || undefined,
    panels,
    variables: asList(dig(dashboard, 'templating', 'list')).map((variable, index) =>
      readVariable(asData(variable), [...root, 'templating', 'list', index]),
    ),
  };
}

interface Listed {
  panel: Data;
  place: JsonPlace;
}

/** A collapsed row holds its panels itself. */
function flatten(value: unknown, place: JsonPlace): Listed[] {
  const panel = asData(value);
  const inner = panel['type'] === 'row' ? asList(panel['panels']) : [];
  return [{ panel, place }, ...inner.map((one, index) => ({ panel: asData(one), place: [...place, 'panels', index] }))];
}

const top = (panel: Data): number => asNumber(dig(panel, 'gridPos', 'y')) ?? 0;
/** A row spans the dashboard: it comes before what begins at its height. */
const left = (panel: Data): number => (panel['type'] === 'row' ? -1 : (asNumber(dig(panel, 'gridPos', 'x')) ?? 0));

function readPanel(panel: Data, place: JsonPlace, row: { row: Row; repeat: string } | undefined): Panel {
  return {
    id: asNumber(panel['id']) ?? -1,
    title: asText(panel['title']),
    description: asText(panel['description']),
    type: asText(panel['type']),
    ...readDrawing(panel['options'], panel['fieldConfig']),
    place,
    datasource: bindingOf(panel['datasource'], [...place, 'datasource']),
    targets: asList(panel['targets']).map((target, index) => readTarget(asData(target), [...place, 'targets', index])),
    transformations: asList(panel['transformations']).flatMap((one) =>
      readTransformation(asText(dig(one, 'id')), asData(one)),
    ),
    maxDataPoints: asNumber(panel['maxDataPoints']),
    interval: asText(panel['interval']),
    timeFrom: asText(panel['timeFrom']),
    timeShift: asText(panel['timeShift']),
    repeats: [asText(panel['repeat']), row?.repeat ?? ''].filter((name) => name !== ''),
    conditions: [],
    row: row?.row,
  };
}

/** What is no datasource of its own: expressions, other panels' data, Grafana's own. */
const FOREIGN = new Set(['__expr__', '-- Dashboard --', '-- Grafana --']);

/** A query of Prometheus', as both schemas have it. */
export function readTarget(target: Data, place: JsonPlace): Target {
  const instant = target['instant'] === true;
  const datasource = bindingOf(target['datasource'], [...place, 'datasource']);
  const words = [datasource.reference, asText(dig(target['datasource'], 'type'))];
  return {
    refId: asText(target['refId']) || 'A',
    expr: asText(target['expr']),
    legendFormat: asText(target['legendFormat']),
    instant,
    range: target['range'] === true || !instant,
    format: asText(target['format']),
    interval: asText(target['interval']),
    intervalFactor: asNumber(target['intervalFactor']) ?? 1,
    hidden: target['hide'] === true,
    datasource,
    foreign: words.find((word) => FOREIGN.has(word)) ?? '',
    place: [...place, 'expr'],
  };
}

function bindingOf(value: unknown, place: JsonPlace): Binding {
  return { reference: asText(value) || asText(dig(value, 'uid')), place };
}

const TYPES = ['query', 'custom', 'constant', 'datasource', 'textbox', 'interval'] as const;

function readVariable(variable: Data, place: JsonPlace): Variable {
  const type = TYPES.find((one) => one === variable['type']) ?? 'other';
  return {
    name: asText(variable['name']),
    type,
    query: asText(variable['query']) || asText(dig(variable, 'query', 'query')),
    regex: asText(variable['regex']),
    multi: variable['multi'] === true,
    includeAll: variable['includeAll'] === true,
    allValue: asText(variable['allValue']),
    current: asTexts(dig(variable, 'current', 'value')),
    datasource: bindingOf(variable['datasource'], [...place, 'datasource']),
    place,
  };
}
