import type { Mutant } from '../../lesson.ts';
import { alone, inDashboard } from './edit.ts';

const mutant = (id: string, code: string, story: string, find: string, replace: string): Mutant =>
  alone('rows', code, { id, story, edit: inDashboard(find, replace) });

/** Wrong dashboards that `rows` must notice. */
export const rows: Mutant[] = [
  mutant('row-without-title', 'row', 'A row that does not say what it is.', '"title": "Resources"', '"title": ""'),
  mutant(
    'business-first',
    'row',
    'What it costs stands above what is wrong.',
    '"title": "Business",\n      "collapsed": false,\n      "gridPos": {\n        "x": 0,\n        "y": 35,',
    '"title": "Business",\n      "collapsed": false,\n      "gridPos": {\n        "x": 0,\n        "y": 60,',
  ),
  mutant('panel-without-title', 'title', 'A panel without a title.', '"title": "Errors"', '"title": " "'),
  mutant(
    'panel-without-description',
    'description',
    'A panel that does not say when to worry.',
    '"description": "New accounts per minute."',
    '"description": ""',
  ),
  mutant(
    'bytes-as-a-count',
    'unit',
    'Bytes per second without a unit: 1 M of what?',
    '"unit": "Bps"',
    '"unit": "short"',
  ),
  mutant('dollars-as-a-count', 'unit', 'Money without a currency.', '"unit": "currencyUSD"', '"unit": "none"'),
  mutant(
    'ratio-as-percent',
    'scale',
    'A share from 0 to 1 under the unit for 0 to 100: a tenth of a percent where a tenth is meant.',
    'Objective: below 1 %.",\n      "datasource": {\n        "type": "prometheus",\n        "uid": "${datasource}"\n      },\n      "gridPos": {\n        "x": 8,\n        "y": 1,\n        "w": 8,\n        "h": 8\n      },\n      "fieldConfig": {\n        "defaults": {\n          "unit": "percentunit"',
    'Objective: below 1 %.",\n      "datasource": {\n        "type": "prometheus",\n        "uid": "${datasource}"\n      },\n      "gridPos": {\n        "x": 8,\n        "y": 1,\n        "w": 8,\n        "h": 8\n      },\n      "fieldConfig": {\n        "defaults": {\n          "unit": "percent"',
  ),
];
