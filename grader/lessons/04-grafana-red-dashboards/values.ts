import { mixed, quantileOf } from '../../timeline/shares.ts';
import { integrate, stepAt, type Steps } from '../../timeline/steps.ts';
import { observedAt } from '../../timeline/timeline.ts';
import type { Days, Host, HttpCell, Part, Trade } from './days-model.ts';
import { PANELS, type PanelKey } from './names.ts';

/** What there is a truth of: what panels show, and what may stand in two series. */
export type Quantity = PanelKey | Direction;
export type Direction = 'received' | 'sent' | 'errorsReceived' | 'errorsSent';

/** A number for each group; a panel with one value has the group ''. What is not defined is not there. */
export type Values = ReadonlyMap<string, number>;

/** Moments, and which share of a time each stands for; the shares come to 1. */
export type Span = readonly (readonly [second: number, share: number])[];

type Parts = Pick<Days, 'cells' | 'hosts' | 'trades'>;

const PANEL_OF: Record<Direction, PanelKey> = {
  received: 'network',
  sent: 'network',
  errorsReceived: 'networkErrors',
  errorsSent: 'networkErrors',
};
const isDirection = (key: Quantity): key is Direction => key in PANEL_OF;

/** The panel that shows a quantity. */
const panelOf = (key: Quantity): PanelKey => (isDirection(key) ? PANEL_OF[key] : key);

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const isIn = (wanted: readonly string[] | undefined, word: string): boolean => wanted?.includes(word) ?? true;

/** The average of what depends on the moment. */
const average = (span: Span, value: (second: number) => number): number =>
  sum(span.map(([second, share]) => share * value(second)));
const level = (steps: Steps, span: Span): number => average(span, (second) => stepAt(steps, second));

/** The part of the shop that is selected, as far as the panel's metrics know of it. */
export function partOf({ cells, hosts, trades }: Days, key: Quantity, part: Part): Parts {
  const { hasRoute } = PANELS[panelOf(key)];
  const isChosen = ({ service, instance }: { service: string; instance: string }): boolean =>
    isIn(part.service, service) && isIn(part.instance, instance);
  return {
    cells: cells.filter((cell) => isChosen(cell) && (!hasRoute || isIn(part.route, cell.route))),
    hosts: hosts.filter((host) => isChosen(host)),
    trades: trades.filter((trade) => isChosen(trade)),
  };
}

const defined = (values: Iterable<readonly [string, number]>): Values =>
  new Map([...values].filter(([, value]) => !Number.isNaN(value)));
const single = (value: number): Values => defined([['', value]]);

const rateOf = (cells: readonly HttpCell[], span: Span): number => sum(cells.map(({ rate }) => level(rate, span)));

function quantile(cells: readonly HttpCell[], span: Span, which: number): number {
  const parts = cells.flatMap(({ rate, latency }) =>
    span
      .map(([second, share]) => ({ second, weight: share * stepAt(rate, second) }))
      .filter(({ weight }) => weight > 0)
      .map(({ second, weight }) => ({ weight, shares: observedAt(latency, second).shares })),
  );
  return parts.length === 0 ? Number.NaN : quantileOf(mixed(parts), which);
}

function errorRatio(cells: readonly HttpCell[], span: Span): number {
  const failed = cells.map(({ rate, failing }) =>
    average(span, (second) => stepAt(rate, second) * stepAt(failing, second)),
  );
  return sum(failed) / rateOf(cells, span);
}

function byRoute(cells: readonly HttpCell[], value: (of: HttpCell[]) => number): Values {
  return defined([...Map.groupBy(cells, ({ route }) => route)].map(([route, of]) => [route, value(of)] as const));
}

type Tell = (parts: Parts, span: Span) => Values;

const byInstance =
  (value: (host: Host, span: Span) => number): Tell =>
  ({ hosts }, span) => {
    const lives = (host: Host): boolean =>
      span.every(([second]) => host.lives.some(({ from, to }) => second >= from && second < to));
    return new Map(hosts.filter((host) => lives(host)).map((host) => [host.instance, value(host, span)]));
  };

const perMinute =
  (steps: (trade: Trade) => Steps[]): Tell =>
  ({ trades }, span) =>
    single(
      trades.length === 0
        ? Number.NaN
        : 60 * sum(trades.flatMap((trade) => steps(trade).map((one) => level(one, span)))),
    );

const QUANTILES = [0.5, 0.95, 0.99];
/** Of the errors of the network, the share that came in. */
export const ERRORS_RECEIVED = 0.6;

const VALUES: Record<Exclude<Quantity, 'revenue' | 'conversion'>, Tell> = {
  requestRate: ({ cells }, span) => single(cells.length === 0 ? Number.NaN : rateOf(cells, span)),
  errorRatio: ({ cells }, span) => single(errorRatio(cells, span)),
  latency: ({ cells }, span) =>
    defined(QUANTILES.map((which) => [`P${which * 100}`, quantile(cells, span, which)] as const)),
  busiest: ({ cells }, span) => byRoute(cells, (of) => rateOf(of, span)),
  slowest: ({ cells }, span) => byRoute(cells, (of) => quantile(of, span, 0.95)),
  routeLatency: ({ cells }, span) => byRoute(cells, (of) => quantile(of, span, 0.95)),
  cpu: byInstance(({ busy }, span) => sum(busy.map((share) => level(share, span))) / busy.length),
  load: byInstance(({ load, busy }, span) => level(load, span) / busy.length),
  memory: byInstance(({ available, memoryTotal }, span) => 1 - level(available, span) / memoryTotal),
  network: byInstance(({ received, sent }, span) => level(received, span) + level(sent, span)),
  received: byInstance(({ received }, span) => level(received, span)),
  sent: byInstance(({ sent }, span) => level(sent, span)),
  networkErrors: byInstance(({ networkErrors }, span) => level(networkErrors, span)),
  errorsReceived: byInstance(({ networkErrors }, span) => level(networkErrors, span) * ERRORS_RECEIVED),
  errorsSent: byInstance(({ networkErrors }, span) => level(networkErrors, span) * (1 - ERRORS_RECEIVED)),
  connections: byInstance(({ inUse, poolSize }, span) =>
    average(span, (second) => stepAt(inUse, second) / stepAt(poolSize, second)),
  ),
  waiting: byInstance(({ waiting }, span) => level(waiting, span)),
  connectionErrors: byInstance(({ connectionErrors }, span) => level(connectionErrors, span)),
  orders: perMinute(({ orders }) => [orders]),
  users: perMinute(({ users }) => Object.values(users)),
  failures: ({ trades }, span) => {
    const all = trades.flatMap(({ failures }) => Object.entries(failures));
    const reasons = Map.groupBy(all, ([reason]) => reason);
    return new Map([...reasons].map(([reason, of]) => [reason, 60 * sum(of.map(([, steps]) => level(steps, span)))]));
  },
};

/** What is true of a part of the shop, on the average of a span. */
export function valuesOf(key: Quantity, parts: Parts, span: Span): Values {
  return key === 'revenue' || key === 'conversion' ? new Map() : VALUES[key](parts, span);
}

/** What was taken in a time, in dollars; or how many of its carts were checked out. */
export function totalOf(
  key: 'revenue' | 'conversion',
  { trades }: Pick<Parts, 'trades'>,
  time: { from: number; to: number },
): Values {
  if (trades.length === 0) return new Map();
  const total = (steps: (trade: Trade) => Steps, factor: (trade: Trade) => number = () => 1): number =>
    sum(trades.map((trade) => integrate(steps(trade), time) * factor(trade)));
  return single(
    key === 'revenue'
      ? total(
          ({ orders }) => orders,
          ({ meanAmount }) => meanAmount,
        )
      : total(({ cartsCheckedOut }) => cartsCheckedOut) / total(({ cartsCreated }) => cartsCreated),
  );
}
