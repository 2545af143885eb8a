import { describe, expect, test } from 'vitest';
import type { Prometheus } from '../backends/engines.ts';
import { resolveVariables, type Selection } from './options.ts';
import { readClassic } from './read-classic.ts';

const RANGE = { from: 1000, to: 1900, scrape: 15 };
const LABELS = [{ service: 'shop' }, { service: 'payments' }];

/** What variables offer and stand for, and what was asked for that. */
async function resolve(variables: object[], selection: Selection = {}) {
  const asked: string[] = [];
  const prometheus: Prometheus = {
    query(query, at) {
      asked.push(`${query} @ ${at}`);
      const series = LABELS.map((labels) => ({
        labels: { __name__: 'up', ...labels },
        points: [[at, '1']] as [number, string][],
      }));
      return Promise.resolve(
        query.includes('refuse') ? { ok: false, error: 'no' } : { ok: true, type: 'vector', series },
      );
    },
    queryRange: () => Promise.reject(new Error('a variable is asked at one moment')),
  };
  const dashboard = readClassic({ templating: { list: variables } });
  return { ...(await resolveVariables(dashboard, { range: RANGE, selection, prometheus })), asked };
}

const query = (name: string, text: string, more: object = {}): object => ({
  name,
  type: 'query',
  query: { query: text },
  ...more,
});

describe('a query variable', () => {
  test('offers the values of a label, in order', async () => {
    const { options, asked } = await resolve([query('service', 'label_values(up{job="app"}, service)')]);
    expect(options.get('service')).toEqual(['payments', 'shop']);
    expect(asked).toEqual(['group by (service) (last_over_time(up{job="app"}[900s])) @ 1900']);
    expect((await resolve([query('service', 'label_values(service)')])).asked).toEqual([
      'group by (service) (last_over_time({service!=""}[900s])) @ 1900',
    ]);
  });

  test('offers what a regular expression makes of it', async () => {
    const offered = async (regex: string) =>
      (await resolve([query('service', 'label_values(service)', { regex })])).options.get('service');
    expect(await offered('/sh(.*)/')).toEqual(['op']);
    expect(await offered('/(?<value>..)$/')).toEqual(['ts', 'op']);
    expect(await offered('s.*')).toEqual(['shop']);
    expect(await offered('/(/')).toEqual([]);
    const { options } = await resolve([query('x', 'query_result(up)', { regex: '/service="([^"]+)"/' })]);
    expect(options.get('x')).toEqual(['shop', 'payments']);
  });

  test('that is refused, or is no function, offers nothing', async () => {
    const { options } = await resolve([query('a', 'label_values(refuse, x)'), query('b', 'metrics(up)')]);
    expect([...options.values()]).toEqual([[], []]);
  });

  test('comes after those that its query names, and those that name each other come to an end', async () => {
    const { asked } = await resolve([
      query('instance', 'label_values(up{service=~"$service"}, service)'),
      query('service', 'label_values(service)'),
    ]);
    expect(asked[1]).toContain('up{service=~"(payments|shop)"}');
    const { options } = await resolve([
      query('a', 'label_values(up{x="$b"}, y)'),
      query('b', 'label_values(up{x="$a"}, y)'),
    ]);
    expect([...options.keys()].toSorted()).toEqual(['a', 'b']);
  });
});

describe('a variable stands for', () => {
  const custom = { name: 'route', type: 'custom', query: 'first : /a, /b', includeAll: true };

  test('what is chosen; for all that there is; or for what All is said to be', async () => {
    expect((await resolve([custom], { route: ['/a'] })).values.get('route')).toEqual({ values: ['/a'], many: true });
    expect((await resolve([custom])).values.get('route')).toEqual({ values: ['/a', '/b'], many: true, isAll: true });
    expect((await resolve([{ ...custom, allValue: '.+' }])).values.get('route')).toMatchObject({
      raw: '.+',
      isAll: true,
    });
    expect((await resolve([{ ...custom, includeAll: false }])).values.get('route')).toMatchObject({ isAll: false });
  });

  test('its text, its first interval, or what was current', async () => {
    const { values } = await resolve([
      { name: 'text', type: 'textbox', query: 'typed' },
      { name: 'every', type: 'interval', query: '1m,5m' },
      { name: 'source', type: 'datasource', query: 'prometheus', current: { value: 'uid' } },
    ]);
    expect([...values.values()].map((one) => one.values)).toEqual([['typed'], ['1m'], ['uid']]);
  });
});
