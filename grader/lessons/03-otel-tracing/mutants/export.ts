import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { IN_SDK, inSdk, sdkWith } from './edit.ts';

/** Wrong apps that `export` must notice. */
export const exporting: Mutant[] = [
  mutant(
    'payments-without-sdk',
    'One of the three was forgotten.',
    inSdk('sdk.start();', "if (service !== 'payments') sdk.start();"),
    { fails: ['export', 'one-trace', 'names'], finds: ['export/silent', 'one-trace/service', 'names/no-server'] },
  ),
  {
    id: 'wrong-path',
    story: 'The address of a collector of the past, written down.',
    edits: [
      inSdk('exporter-trace-otlp-grpc', 'exporter-trace-otlp-http'),
      inSdk(
        'new OTLPTraceExporter()',
        'new OTLPTraceExporter({ url: `${process.env.OTEL_EXPORTER_OTLP_ENDPOINT}/api/v2/spans` })',
      ),
    ],
    fails: ['export', 'one-trace', 'names'],
    finds: ['export/refused'],
  },
  mutant(
    'http-exporter',
    'OTLP over HTTP, where gRPC is asked for.',
    inSdk('exporter-trace-otlp-grpc', 'exporter-trace-otlp-http'),
    alone('export', 'protocol'),
  ),
  mutant(
    'protobuf-over-http',
    'The same in protobuf.',
    inSdk('exporter-trace-otlp-grpc', 'exporter-trace-otlp-proto'),
    alone('export', 'protocol'),
  ),
  mutant(
    'one-name-for-all',
    'The name in the code wins over the environment.',
    sdkWith("serviceName: 'shop'"),
    alone('export', 'service-name', 'service-name-unset'),
  ),
  mutant(
    'name-from-environment-only',
    'Without the variable nobody has a name.',
    inSdk("?? basename(process.argv[1] ?? 'shop', '.ts')", "?? 'unknown_service'"),
    alone('export', 'service-name-unset'),
  ),
  mutant(
    'no-version',
    'Nobody can say which release it was.',
    inSdk("      'service.version': '3.0.0',\n", ''),
    alone('export', 'version'),
  ),
  mutant(
    'environment-of-the-past',
    'The name that the environment had before the conventions were stable.',
    inSdk("'deployment.environment.name'", "'deployment.environment'"),
    alone('export', 'environment'),
  ),
  {
    id: 'resource-replaced',
    story: 'What the SDK says of itself is thrown away.',
    edits: [
      inSdk('defaultResource()', 'resourceFromAttributes({})'),
      { file: IN_SDK, find: 'defaultResource, resourceFromAttributes', replace: 'resourceFromAttributes' },
    ],
    ...alone('export', 'sdk'),
  },
];
