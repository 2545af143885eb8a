import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import {
  exportingWith,
  importing,
  IN_GATEWAY,
  IN_SERVICE,
  inSdk,
  inService,
  propagatingWith,
  sdkWith,
} from './edit.ts';

/** Wrong apps that `one-trace` must notice. */
export const oneTrace: Mutant[] = [
  mutant(
    'catalogue-ignored',
    'The catalogue is asked for too often to be of interest.',
    inSdk(
      "request.url === '/healthz'",
      "request.url === '/healthz' || (service === 'gateway' && request.url?.startsWith('/products') === true)",
    ),
    alone('one-trace', 'count'),
  ),
  mutant(
    'reads-ignored',
    'What only reads is not traced in orders.',
    inSdk(
      "request.url === '/healthz'",
      "request.url === '/healthz' || (service === 'orders' && request.method === 'GET')",
    ),
    alone('one-trace', 'service'),
  ),
  {
    id: 'remote-parents-cut',
    story: 'Every service shows what it did as if nobody had asked.',
    edits: exportingWith('if (span.parentSpanContext?.isRemote === true) span.parentSpanContext = undefined;'),
    ...alone('one-trace', 'roots', 'begins-midway'),
  },
  {
    id: 'header-twice',
    story: 'The header is written by hand, and by the instrumentation once more: two values are none.',
    edits: [
      {
        file: IN_SERVICE,
        find: "import { log } from './logger.ts';",
        replace: "import { log } from './logger.ts';\nimport { traceHeaders } from './spans.ts';",
      },
      inService("{ 'content-type': 'application/json' }", "{ 'content-type': 'application/json', ...traceHeaders() }"),
    ],
    ...alone('one-trace', 'service', 'begins-midway'),
  },
];

/** Wrong apps that `parentage` must notice. */
export const parentage: Mutant[] = [
  {
    id: 'call-left-out',
    story: 'The header names the span around the call, not the call.',
    edits: propagatingWith('inject: (_active, carrier, setter) => w3c.inject(context.active(), carrier, setter)'),
    ...alone('parentage', 'not-the-call'),
  },
  {
    id: 'calls-not-sent',
    story: 'Calls that read are not worth their storage; what they led to hangs in the air.',
    edits: exportingWith('', "spans.filter(({ kind, name }) => kind !== 2 || name !== 'GET')"),
    ...alone('parentage', 'orphan'),
  },
  {
    id: 'own-parent',
    story: 'A span that says it is its own parent.',
    edits: [
      {
        file: IN_GATEWAY,
        find: '    res.status(201).json(order);',
        replace:
          "    await inSpan({ name: 'reply' }, async (span) => void ((span as any).parentSpanContext = span.spanContext()));\n    res.status(201).json(order);",
      },
      {
        file: IN_GATEWAY,
        find: "import { ask, serve } from './service.ts';",
        replace: "import { ask, serve } from './service.ts';\nimport { inSpan } from './spans.ts';",
      },
    ],
    ...alone('parentage', 'cycle'),
  },
  {
    id: 'sent-twice',
    story: 'Some spans are sent again, to be sure.',
    edits: exportingWith('', "[...spans, ...spans.filter(({ name }) => name.startsWith('GET '))]"),
    ...alone('parentage', 'duplicate'),
  },
];

/** Wrong apps that `inbound-context` must notice. */
export const inboundContext: Mutant[] = [
  {
    id: 'always-a-new-trace',
    story: 'What comes from outside is not believed.',
    edits: propagatingWith(
      "extract: (active, carrier, getter) => (service === 'gateway' ? active : w3c.extract(active, carrier, getter))",
    ),
    fails: ['inbound-context', 'sampling'],
    finds: ['inbound-context/not-continued', 'sampling/not-continued'],
  },
  {
    id: 'another-parent',
    story: 'The trace is carried on below a span that there never was.',
    edits: exportingWith(
      "if (service === 'gateway' && span.parentSpanContext?.isRemote === true) span.parentSpanContext = { ...span.parentSpanContext, spanId: '00000000000000ab' };",
    ),
    fails: ['parentage', 'inbound-context'],
    finds: ['parentage/orphan', 'inbound-context/parent'],
  },
  {
    id: 'unsampled-anew',
    story: 'A trace that nobody records is none, and another is begun in its place.',
    edits: propagatingWith(
      "extract: (active, carrier, getter) => (service === 'gateway' && String(getter.get(carrier, 'traceparent') ?? '').endsWith('-00') ? active : w3c.extract(active, carrier, getter))",
    ),
    ...alone('inbound-context', 'unsampled'),
  },
  {
    id: 'flag-ignored',
    story: 'What the others decided not to keep is kept.',
    edits: [
      importing('AlwaysOffSampler, AlwaysOnSampler, ParentBasedSampler', '@opentelemetry/sdk-trace'),
      sdkWith(
        `...(service === 'gateway' && {
    sampler: new ParentBasedSampler({
      root: process.env.OTEL_TRACES_SAMPLER_ARG === '0' ? new AlwaysOffSampler() : new AlwaysOnSampler(),
      remoteParentNotSampled: new AlwaysOnSampler(),
    }),
  })`,
      ),
    ],
    ...alone('inbound-context', 'unsampled'),
  },
];

/** Wrong apps that `sampling` must notice. */
export const sampling: Mutant[] = [
  {
    id: 'always-on',
    story: 'The sampler in the code wins over the environment.',
    edits: [
      importing('AlwaysOnSampler, ParentBasedSampler', '@opentelemetry/sdk-trace'),
      sdkWith('sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() })'),
    ],
    ...alone('sampling', 'sampled'),
  },
  {
    id: 'ratio-without-parent',
    story: 'Every service throws its own dice.',
    edits: [
      importing('TraceIdRatioBasedSampler', '@opentelemetry/sdk-trace'),
      sdkWith('sampler: new TraceIdRatioBasedSampler(Number(process.env.OTEL_TRACES_SAMPLER_ARG ?? 1))'),
    ],
    fails: ['inbound-context', 'sampling'],
    finds: ['inbound-context/unsampled', 'sampling/not-continued'],
  },
];
