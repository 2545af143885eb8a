import type { Mutant } from '../../lesson.ts';
import { alone, IN_DASHBOARD, IN_DATASOURCE, IN_PROVIDER, inDashboard } from './edit.ts';

const mutant = (id: string, code: string, story: string, edit: Mutant['edits'][number]): Mutant =>
  alone('provisioning', code, { id, story, edit });

/** Wrong submissions that `provisioning` must notice. */
export const provisioning: Mutant[] = [
  mutant('empty-provider', 'missing', 'A provider file with nothing in it.', {
    file: IN_PROVIDER,
    find: `apiVersion: 1

providers:
  - name: shop
    type: file
    folder: Shop
    # What is changed in the browser is lost at the next start. What is changed here, in git, is not.
    allowUiUpdates: false
    options:
      path: /var/lib/grafana/dashboards
`,
    replace: '',
  }),
  mutant(
    'missing-comma',
    'syntax',
    'A comma that was lost in a merge.',
    inDashboard('"uid": "shop-red",', '"uid": "shop-red"'),
  ),
  mutant('broken-yaml', 'syntax', 'A quote that is never closed.', {
    file: IN_DATASOURCE,
    find: 'url: http://prometheus:9090',
    replace: 'url: "http://prometheus:9090',
  }),
  mutant('datasource-without-url', 'datasource', 'A datasource that leads nowhere.', {
    file: IN_DATASOURCE,
    find: '    url: http://prometheus:9090\n',
    replace: '',
  }),
  mutant('datasource-of-another-type', 'datasource', 'A datasource, but not Prometheus.', {
    file: IN_DATASOURCE,
    find: 'type: prometheus',
    replace: 'type: loki',
  }),
  mutant('old-version', 'datasource', 'Without a version the file is read as one of an older kind.', {
    file: IN_DATASOURCE,
    find: 'apiVersion: 1\n',
    replace: '',
  }),
  mutant('datasource-without-uid', 'datasource-uid', 'Each installation makes up a uid of its own.', {
    file: IN_DATASOURCE,
    find: '    uid: prometheus\n',
    replace: '',
  }),
  mutant('nameless-provider', 'provider', 'A provider without a name.', {
    file: IN_PROVIDER,
    find: '  - name: shop\n    type: file',
    replace: '  - type: file',
  }),
  mutant('provider-elsewhere', 'provider-path', 'The path on the machine where it was written.', {
    file: IN_PROVIDER,
    find: '/var/lib/grafana/dashboards',
    replace: './dashboards',
  }),
  mutant(
    'untitled',
    'dashboard',
    'A dashboard without a title, which Grafana refuses.',
    inDashboard('"title": "Shop: RED"', '"title": ""'),
  ),
  mutant(
    'without-uid',
    'dashboard-uid',
    'A uid of null, as an export for other people has it.',
    inDashboard('"uid": "shop-red"', '"uid": null'),
  ),
  mutant(
    'exported',
    'inputs',
    'Exported for sharing: somebody would have to fill in the datasource by hand.',
    inDashboard(
      '{\n  "uid": "shop-red",',
      '{\n  "__inputs": [{ "name": "DS_PROMETHEUS", "type": "datasource" }],\n  "uid": "shop-red",',
    ),
  ),
  mutant(
    'hard-coded-datasource',
    'unbound',
    'A panel that was copied from another dashboard, with the datasource of that one.',
    inDashboard(
      `"description": "Requests per second, whatever became of them. A sudden fall is as bad as a sudden rise.",
      "datasource": {
        "type": "prometheus",
        "uid": "\${datasource}"`,
      `"description": "Requests per second, whatever became of them. A sudden fall is as bad as a sudden rise.",
      "datasource": {
        "type": "prometheus",
        "uid": "P1809F7CD0C75ACF3"`,
    ),
  ),
  {
    id: 'bare-spec',
    story: 'The spec of the v2 schema without the resource around it.',
    edits: [
      { file: IN_DASHBOARD, find: '{\n  "uid": "shop-red",', replace: '{\n  "elements": {},\n  "uid": "shop-red",' },
    ],
    fails: [
      'provisioning',
      'rows',
      'request-rate',
      'error-ratio',
      'latency-quantiles',
      'endpoints',
      'resources',
      'business',
    ],
    finds: ['provisioning/bare-v2'],
  },
];
