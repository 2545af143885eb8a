import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { IN_SDK, inSdk, inService } from './edit.ts';

/** Wrong apps that `shutdown` must notice. */
export const shutdown: Mutant[] = [
  mutant(
    'exit-at-once',
    'What is still in the batch goes with the process.',
    inService(
      'server.close(() => void flushTraces().then(() => process.exit(0)));',
      'server.close(() => process.exit(0));',
    ),
    alone('shutdown', 'lost'),
  ),
  mutant('exit-as-failure', 'To be told to stop is no failure.', inService('process.exit(0)', 'process.exit(1)'), {
    fails: ['shutdown', 'resilience'],
    finds: ['shutdown/exit'],
  }),
];

/** Wrong apps that `resilience` must notice. */
export const resilience: Mutant[] = [
  {
    id: 'no-collector-no-shop',
    story: 'Before it sells, the shop makes sure that the collector is there.',
    edits: [
      inService(
        '  app.use(express.json());\n',
        `  app.use(async (_req, _res, next) => {
    const socket = connect(Number(new URL(process.env.OTEL_EXPORTER_OTLP_ENDPOINT ?? '').port), '127.0.0.1');
    await once(socket, 'connect');
    socket.destroy();
    next();
  });
  app.use(express.json());
`,
      ),
      inService(
        "import { ShopError, type ShopErrorCode } from '#shop';",
        "import { once } from 'node:events';\nimport { connect } from 'node:net';\nimport { ShopError, type ShopErrorCode } from '#shop';",
      ),
    ],
    ...alone('resilience', 'unserved'),
  },
  mutant(
    'flush-or-fail',
    'What could not be sent ends the process as a failure.',
    inSdk('sdk.shutdown().catch(() => {})', 'sdk.shutdown()'),
    alone('resilience', 'exit'),
  ),
  {
    id: 'all-complaints',
    story: 'The SDK says everything that it does.',
    edits: [
      {
        file: IN_SDK,
        find: 'import { NodeSDK }',
        replace: "import { diag, DiagConsoleLogger, DiagLogLevel } from '@opentelemetry/api';\nimport { NodeSDK }",
      },
      inSdk('sdk.start();', 'diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.ALL);\nsdk.start();'),
    ],
    ...alone('resilience', 'noise'),
  },
];
