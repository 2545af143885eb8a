import type { ProgramCase } from './program-case.ts';

/** Posts to the service's own endpoint by hand, as OTLP over HTTP. */
const POSTING = `
  const endpoint = process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const post = (body, type = 'application/json') =>
    fetch(endpoint + '/v1/traces', { method: 'POST', headers: { 'content-type': type }, body }).catch(() => {});
  const attribute = (key, stringValue) => ({ key, value: { stringValue } });
  const exported = (service, spans) =>
    JSON.stringify({ resourceSpans: [{ resource: { attributes: [attribute('service.name', service)] }, scopeSpans: [{ spans }] }] });
`;

/** Apps of lesson 03, by row. The program stands in the gateway, before the solution; \`others\` says what the other services are. */
export const OTLP_CASES: (ProgramCase & { others?: 'without SDK' })[] = [
  {
    id: '14-invents-the-others',
    // Whoever knows an order's ids can tell a story about it; nobody else was asked.
    program: `
      ${POSTING}
      import { Server } from 'node:http';
      const emit = Server.prototype.emit;
      const hex = (length) => Array.from({ length }, () => Math.floor(Math.random() * 16).toString(16)).join('');
      Server.prototype.emit = function (event, req, res) {
        if (event === 'request' && req.url !== '/healthz') {
          const traceId = /^00-([0-9a-f]{32})/.exec(req.headers.traceparent ?? '')?.[1] ?? hex(32);
          const now = String(BigInt(Date.now()) * 1000000n);
          const span = (name, kind) => ({ traceId, spanId: hex(16), name, kind, startTimeUnixNano: now, endTimeUnixNano: now });
          res.once('finish', () => {
            for (const service of ['orders', 'payments']) void post(exported(service, [span('POST /orders', 2), span('validate_order', 1)]));
          });
        }
        return emit.apply(this, arguments);
      };
    `,
    others: 'without SDK',
    status: 'failed',
    fails: {
      export: ['protocol', 'service-name', 'service-name-unset', 'silent', 'version', 'environment', 'sdk'].toSorted(),
      'one-trace': ['roots', 'service'],
      names: ['no-client', 'no-server', 'server-attribute'],
    },
  },
  {
    id: '15-floods-otlp',
    program: `
      ${POSTING}
      const span = { traceId: '5b8efff798038103d269b633813fc60c', spanId: 'eee19b7ec3c1b174', name: 'x'.repeat(1000), kind: 1 };
      const much = exported('gateway', Array(3000).fill(span));
      for (let more = 0; more < 60; more += 1) await post(much);
    `,
    status: 'limit',
    message: /exported more over OTLP/,
    fails: {},
    skips: 'all',
  },
  {
    id: '15-garbage-beside-the-truth',
    program: `
      ${POSTING}
      await post(new Uint8Array([0xff, 0xff, 0xff, 0xff]), 'application/x-protobuf');
      await post('{"resourceSpans":');
    `,
    status: 'failed',
    fails: { export: ['refused'] },
  },
  {
    id: '15-deep-attribute',
    program: `
      ${POSTING}
      const deep = '{"arrayValue":{"values":['.repeat(4000) + '{"stringValue":"\\u001b[2J"}' + ']}}'.repeat(4000);
      await post('{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"\\u001b[2J","attributes":[{"key":"a","value":' + deep + '}]}]}]}]}');
    `,
    status: 'failed',
    fails: { export: ['refused'] },
  },
];
