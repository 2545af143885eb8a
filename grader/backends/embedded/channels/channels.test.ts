import { createConnection } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openChannels, type Channels } from './channels.ts';

async function open(): Promise<Channels> {
  const channels = await openChannels();
  onTestFinished(() => channels.close());
  return channels;
}

const post = (url: string, body: string) => fetch(url, { method: 'POST', body });

const EVENT = {
  routing_key: 'k',
  event_action: 'trigger',
  dedup_key: 'd',
  payload: { summary: 's', source: 'a', severity: 'critical' },
};

test('each channel answers as the real one, and keeps what it was sent', async () => {
  const channels = await open();
  const page = await post(channels.url('pagerduty', 'a'), JSON.stringify(EVENT));
  expect([page.status, await page.json()]).toEqual([
    202,
    { status: 'success', message: 'Event processed', dedup_key: 'd' },
  ]);
  const message = await post(channels.url('slack', 'b'), '{"text":"t"}');
  expect([message.status, await message.text()]).toEqual([200, 'ok']);
  const beat = await post(channels.url('webhook', 'c'), '{}');
  expect(beat.status).toBe(200);
  expect(channels.deliveries()).toEqual([
    { kind: 'pagerduty', id: 'a', body: JSON.stringify(EVENT) },
    { kind: 'slack', id: 'b', body: '{"text":"t"}' },
    { kind: 'webhook', id: 'c', body: '{}' },
  ]);
});

test('what the real one would not take is refused, and kept with the reason', async () => {
  const channels = await open();
  const event = { ...EVENT, payload: { ...EVENT.payload, severity: 'P1' } };
  const page = await post(channels.url('pagerduty', 'a'), JSON.stringify(event));
  expect([page.status, await page.json()]).toMatchObject([400, { status: 'invalid event' }]);
  const message = await post(channels.url('slack', 'b'), 'payload');
  expect([message.status, await message.text()]).toEqual([400, 'invalid_payload']);
  expect(channels.deliveries().map(({ refusal }) => refusal)).toEqual([
    expect.stringMatching(/^payload\.severity/),
    'invalid_payload',
  ]);
});

test('what is sent elsewhere is no delivery', async () => {
  const channels = await open();
  const { status } = await post(channels.url('webhook', 'a').replace('/webhook/', '/opsgenie/'), '{}');
  expect(status).toBe(404);
  expect(channels.deliveries()).toEqual([]);
});

test('a message without end is not read to its end', async () => {
  const channels = await open();
  const body = `{"text":"${'t'.repeat(4 * 1024 * 1024)}"}`;
  await post(channels.url('slack', 'a'), body).catch(() => {});
  expect(channels.deliveries()).toMatchObject([{ id: 'a', refusal: 'invalid_payload' }]);
  expect(channels.deliveries()[0]?.body.length).toBeLessThan(2 * 1024 * 1024);
});

const MAIL = [
  'Subject: =?utf-8?q?caf=C3=A9?=',
  'Content-Transfer-Encoding: quoted-printable',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'na=C3=AFve',
  '.',
].join('\r\n');

test('a mail is known by who said hello', async () => {
  const channels = await open();
  const [host = '', port = ''] = channels.smarthost.split(':');
  const socket = createConnection(Number(port), host).setEncoding('utf8');
  const commands = [
    'EHLO route-3.email.0',
    'MAIL FROM:<a@example.com>',
    'RCPT TO:<b@example.com>',
    'RCPT TO:<c@example.com>',
    'DATA',
    MAIL,
    'QUIT',
  ];
  let answers = '';
  for await (const answer of socket as AsyncIterable<string>) {
    answers += answer;
    const next = commands.shift();
    if (next !== undefined) socket.write(`${next}\r\n`);
  }
  expect(answers).toMatch(/^221 /m);
  const [mail, ...others] = channels.deliveries();
  expect(others).toEqual([]);
  expect(mail).toMatchObject({ kind: 'email', id: 'route-3.email.0' });
  expect(mail?.body).toMatch(/^subject: .*caf/m);
  expect(mail?.body).toContain('naïve');
});

test('nobody waits longer than until all is there, or the time is over', async () => {
  const channels = await open();
  const waiting = channels.until((deliveries) => deliveries.length === 2, 60_000);
  await post(channels.url('webhook', 'a'), '{}');
  await post(channels.url('webhook', 'b'), '{}');
  await waiting;
  await channels.until(() => false, 10);
  expect(channels.deliveries()).toHaveLength(2);
});
