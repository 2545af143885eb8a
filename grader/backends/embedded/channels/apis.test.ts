import { expect, test } from 'vitest';
import { answerPagerDuty, answerSlack } from './apis.ts';

const EVENT = {
  routing_key: 'k',
  event_action: 'trigger',
  dedup_key: 'd',
  payload: { summary: 's', source: 'a', severity: 'critical' },
};

test('PagerDuty takes an event', () => {
  expect(answerPagerDuty(JSON.stringify(EVENT))).toMatchObject({ status: 202 });
});

test('PagerDuty knows four severities', () => {
  const event = { ...EVENT, payload: { ...EVENT.payload, severity: 'page' } };
  expect(answerPagerDuty(JSON.stringify(event))).toMatchObject({
    status: 400,
    refusal: expect.stringMatching(/^payload\.severity: /) as string,
  });
});

test.for([
  ['{"attachments":[{"title":"t"}]}', undefined],
  ['{"text":"t"}', undefined],
  ['{"attachments":[{"title":""}]}', 'no_text'],
  ['{', 'invalid_payload'],
])('Slack answers %s with %s', ([body, refusal]) => {
  expect(answerSlack(body ?? '').refusal).toBe(refusal);
});

test('Slack says ok in text, as Alertmanager expects of it', () => {
  expect(answerSlack('{"text":"t"}')).toEqual({ status: 200, type: 'text/html', body: 'ok' });
});
