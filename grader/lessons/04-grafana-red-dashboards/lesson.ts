import { defineLesson } from '../lesson.ts';
import { askDashboard } from './ask.ts';
import { legends } from './checks/legends.ts';
import { business, endpoints, errorRatio, latencyQuantiles, requestRate, resources } from './checks/panels.ts';
import { provisioning } from './checks/provisioning.ts';
import { ranges } from './checks/ranges.ts';
import { reset } from './checks/reset.ts';
import { rows } from './checks/rows.ts';
import { variables } from './checks/variables.ts';
import { dashboard, twoDays } from './show.ts';

export default defineLesson({
  id: '04-grafana-red-dashboards',
  services: {},
  runs: {},
  needs: ['prometheus', 'promtool'],
  ask: askDashboard,
  checks: [
    provisioning,
    rows,
    requestRate,
    errorRatio,
    latencyQuantiles,
    endpoints,
    resources,
    business,
    variables,
    ranges,
    legends,
    reset,
  ],
  queryData: twoDays,
  dashboard,
  tryOut: [],
});
