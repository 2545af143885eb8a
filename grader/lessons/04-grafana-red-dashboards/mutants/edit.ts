import type { Mutant } from '../../lesson.ts';

export const IN_DASHBOARD = 'dashboards/shop.json';
export const IN_DATASOURCE = 'provisioning/datasources/prometheus.yaml';
export const IN_PROVIDER = 'provisioning/dashboards/shop.yaml';

type Edit = Mutant['edits'][number];

/** An edit of the dashboard's file as it stands. */
export const inDashboard = (find: string, replace: string): Edit => ({ file: IN_DASHBOARD, find, replace });

/** An edit of a query: quotes are escaped as they are in JSON. */
export const inQuery = (find: string, replace: string): Edit =>
  inDashboard(find.replaceAll('"', String.raw`\"`), replace.replaceAll('"', String.raw`\"`));

/** An edit of a query from its beginning on. */
export const atBeginning = (find: string, replace: string): Edit => {
  const { file, ...edit } = inQuery(find, replace);
  return { file, find: `"expr": "${edit.find}`, replace: `"expr": "${edit.replace}` };
};

/** One edit of one file, and that one check fails, with what it finds. */
export function alone(
  check: string,
  code: string,
  { id, story, edit }: { id: string; story: string; edit: Edit },
): Mutant {
  return { id, story, edits: [edit], fails: [check], finds: [`${check}/${code}`] };
}

/** A panel whose id is another: it is missing from its row, and from its check. */
export function withoutPanel(panel: number, check: string): Mutant {
  return {
    id: `no-panel-${panel}`,
    story: 'A panel that nobody will find under the id it should have.',
    edits: [inDashboard(`"id": ${panel},`, `"id": ${panel}0,`)],
    fails: ['rows', check],
    finds: ['rows/panel-missing', `${check}/missing`],
  };
}

/** What the solution's queries select. */
export const CHOSEN = 'service=~"$service", instance=~"$instance"';
export const ON_ROUTE = `${CHOSEN}, route=~"$route"`;
