import type { Mutant } from '../../lesson.ts';

/** The files of the reference solution. */
export const IN_METRICS = 'metrics.ts';
export const IN_REQUESTS = 'request-metrics.ts';
export const IN_ROUTES = 'routes.ts';
export const IN_APP = 'app.ts';
export const IN_LOG = 'request-log.ts';
export const IN_QUERIES = 'queries.yaml';

/** What is sent to Prometheus, as the solution has it. */
export const ANSWER = '  res.end(await register.metrics());';

/** Sends something else: `text` is what the registry gives. */
export const answering = (expression: string): Mutant['edits'][number] => ({
  file: IN_METRICS,
  find: ANSWER,
  replace: `  const text = await register.metrics();\n  res.end(${expression});`,
});

/** Another metric beside the solution's. */
export const adding = (declaration: string): Mutant['edits'][number] => ({
  file: IN_METRICS,
  find: 'collectDefaultMetrics();\n',
  replace: `collectDefaultMetrics();\n\n${declaration}\n`,
});

/** A family whose type nobody declared. */
export const untyped = (family: string, type: string): Mutant['edits'][number] =>
  answering(`text.replace('# TYPE ${family} ${type}', '# TYPE ${family} untyped')`);

/** A family under another name. */
export const renaming = (family: string, other: string): Mutant['edits'][number] => ({
  file: IN_METRICS,
  find: `name: '${family}'`,
  replace: `name: '${other}'`,
});
