import type { Mutant } from '../../lesson.ts';

type Edit = Mutant['edits'][number];

/** The files of the reference solution. */
export const IN_SDK = 'instrument.ts';
export const IN_SPANS = 'spans.ts';
export const IN_SERVICE = 'service.ts';
export const IN_LOGGER = 'logger.ts';
export const IN_GATEWAY = 'gateway.ts';
export const IN_ORDERS = 'orders.ts';

export const inSdk = (find: string, replace: string): Edit => ({ file: IN_SDK, find, replace });
export const inSpans = (find: string, replace: string): Edit => ({ file: IN_SPANS, find, replace });
export const inService = (find: string, replace: string): Edit => ({ file: IN_SERVICE, find, replace });
export const inOrders = (find: string, replace: string): Edit => ({ file: IN_ORDERS, find, replace });

/** Another module for `instrument.ts`. */
export const importing = (names: string, from: string): Edit =>
  inSdk(
    "import { NodeSDK } from '@opentelemetry/sdk-node';",
    `import { NodeSDK } from '@opentelemetry/sdk-node';\nimport { ${names} } from '${from}';`,
  );

/** One more option of the SDK. */
export const sdkWith = (option: string): Edit => inSdk('  metricReaders: [],', `  metricReaders: [],\n  ${option},`);

/** An exporter that does something to each `span` before it goes; \`send\` sends what is left. */
export const exportingWith = (work: string, sent = 'spans'): Edit[] => [
  inSdk(
    'const sdk = new NodeSDK({',
    `class OwnExporter extends OTLPTraceExporter {
  override export(...[spans, done]: Parameters<OTLPTraceExporter['export']>): void {
    for (const span of spans as any[]) {
      ${work}
    }
    super.export(${sent}, done);
  }
}

const sdk = new NodeSDK({`,
  ),
  inSdk('new OTLPTraceExporter()', 'new OwnExporter()'),
];

/** A propagator of one's own: W3C's as `w3c`, and what is done otherwise. */
export const propagatingWith = (methods: string): Edit[] => [
  importing('context', '@opentelemetry/api'),
  importing('W3CTraceContextPropagator', '@opentelemetry/core'),
  inSdk(
    'const sdk = new NodeSDK({',
    `const w3c = new W3CTraceContextPropagator();

const sdk = new NodeSDK({
  textMapPropagator: {
    inject: (active, carrier, setter) => w3c.inject(active, carrier, setter),
    extract: (active, carrier, getter) => w3c.extract(active, carrier, getter),
    fields: () => w3c.fields(),
    ${methods},
  },`,
  ),
];

/** Something that is done where a step's span has begun. */
export const beginningWith = (work: string): Edit => inSpans('    try {\n', `    ${work}\n    try {\n`);
