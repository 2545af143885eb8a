import { mixed, quantileOf } from '../../timeline/shares.ts';
import { integrate, stepAt, type Steps } from '../../timeline/steps.ts';
import { observedAt } from '../../timeline/timeline.ts';
import { DEPLOYS, GAP, STRETCHES, type Days, type Host, type HttpCell, type Part, type Trade } from './days-model.ts';
import { PANELS, type PanelKey } from './names.ts';

/** What a value may be: between these. */
export interface Bounds {
  least: number;
  most: number;
  /** Whether there may be none. */
  optional: boolean;
}

/** What a panel must show at a second, by group; a panel with one value has the group ''. */
export type Truth = ReadonlyMap<string, Bounds>;

/** The moment asked about, and how far back one may look from it. */
export interface Moment {
  at: number;
  window: number;
  part: Part;
  /** Where the dashboard's range begins. */
  from: number;
}

const ANYTHING: Bounds = { least: -Infinity, most: Infinity, optional: true };

type Values = ReadonlyMap<string, number>;

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const single = (value: number): Values => new Map(Number.isNaN(value) ? [] : [['', value]]);
const isIn = (wanted: readonly string[] | undefined, word: string): boolean => wanted?.includes(word) ?? true;

/** The truth about the panels, computed from the days themselves. What was true before is remembered. */
export function tellTruth(days: Days): (key: PanelKey, moment: Moment) => Truth {
  const known = new Map<string, Values>();
  const segmentOf = (second: number): number => days.changes.findLastIndex((change) => change <= second);
  const valuesAt = (key: PanelKey, part: Part, second: number): Values => {
    const name = `${key} ${JSON.stringify(part)} ${segmentOf(second)}`;
    const values = known.get(name) ?? VALUES[key](partOf(days, key, part), second);
    known.set(name, values);
    return values;
  };
  return (key, { at, window, part, from }) => {
    if (key === 'revenue' || key === 'conversion') return ofRange(partOf(days, key, part), key, { from, to: at });
    // Whoever ranks may look at the whole of the range.
    const ranks = key === 'busiest' || key === 'slowest';
    const begin = ranks ? Math.min(from, at) - window : at - window;
    const moments = [begin, ...days.changes.filter((change) => change > begin && change <= at)];
    const all = moments.map((moment) => valuesAt(key, part, moment));
    const mayMiss = isGap(begin, at) || isBeginning(begin, at) || isDeployOfDay(begin, at);
    const groups = new Set(all.flatMap((values) => [...values.keys()]));
    return new Map(
      [...groups].map((group) => {
        const values = all.flatMap((one) => one.get(group) ?? []);
        // Where something begins or ends within the window, a rate may be anything up to it, and what is made of rates anything.
        if (mayMiss || values.length < all.length) return [group, ANYTHING];
        return [group, { least: Math.min(...values), most: Math.max(...values), optional: false }];
      }),
    );
  };
}

/** The first samples after a beginning have come by then. */
const LATE = 120;

const isGap = (begin: number, at: number): boolean => begin < GAP.to && at >= GAP.from;
/** Of deploys the night's tell. */
const isDeployOfDay = (begin: number, at: number): boolean =>
  DEPLOYS.some(([deploy]) => begin < deploy + LATE && at >= deploy);

const isBeginning = (begin: number, at: number): boolean =>
  STRETCHES.some(({ from }) => begin < from + LATE && at >= from - LATE);

/** The part of the shop that is selected, as far as the panel's metrics know of it. */
function partOf({ cells, hosts, trades }: Days, key: PanelKey, part: Part): Pick<Days, 'cells' | 'hosts' | 'trades'> {
  const { hasRoute } = PANELS[key];
  const isChosen = ({ service, instance }: { service: string; instance: string }): boolean =>
    isIn(part.service, service) && isIn(part.instance, instance);
  return {
    cells: cells.filter((cell) => isChosen(cell) && (!hasRoute || isIn(part.route, cell.route))),
    hosts: hosts.filter((host) => isChosen(host)),
    trades: trades.filter((trade) => isChosen(trade)),
  };
}

type Parts = ReturnType<typeof partOf>;

const rateOf = (cells: readonly HttpCell[], at: number): number => sum(cells.map(({ rate }) => stepAt(rate, at)));

function quantile(cells: readonly HttpCell[], at: number, which: number): number {
  const busy = cells.filter(({ rate }) => stepAt(rate, at) > 0);
  if (busy.length === 0) return Number.NaN;
  const parts = busy.map(({ rate, latency }) => ({ weight: stepAt(rate, at), shares: observedAt(latency, at).shares }));
  return quantileOf(mixed(parts), which);
}

function errorRatio(cells: readonly HttpCell[], at: number): number {
  return sum(cells.map(({ rate, failing }) => stepAt(rate, at) * stepAt(failing, at))) / rateOf(cells, at);
}

function byRoute(cells: readonly HttpCell[], value: (of: HttpCell[]) => number): Values {
  const groups = Map.groupBy(cells, ({ route }) => route);
  return new Map([...groups].map(([route, of]) => [route, value(of)] as const).filter(([, one]) => !Number.isNaN(one)));
}

const byInstance =
  (value: (host: Host, at: number) => number) =>
  ({ hosts }: Parts, at: number): Values => {
    const alive = hosts.filter(({ lives }) => lives.some(({ from, to }) => at >= from && at < to));
    return new Map(alive.map((host) => [host.instance, value(host, at)]));
  };

const perMinute =
  (steps: (trade: Trade) => Steps[]) =>
  ({ trades }: Parts, at: number): Values =>
    single(
      trades.length === 0
        ? Number.NaN
        : 60 * sum(trades.flatMap((trade) => steps(trade).map((one) => stepAt(one, at)))),
    );

/** What is true at one second. */
const VALUES: Record<PanelKey, (parts: Parts, at: number) => Values> = {
  requestRate: ({ cells }, at) => single(rateOf(cells, at)),
  errorRatio: ({ cells }, at) => single(errorRatio(cells, at)),
  latency: ({ cells }, at) =>
    new Map(
      [0.5, 0.95, 0.99]
        .map((which) => [`P${which * 100}`, quantile(cells, at, which)] as const)
        .filter(([, value]) => !Number.isNaN(value)),
    ),
  busiest: ({ cells }, at) => byRoute(cells, (of) => rateOf(of, at)),
  slowest: ({ cells }, at) => byRoute(cells, (of) => quantile(of, at, 0.95)),
  routeLatency: ({ cells }, at) => byRoute(cells, (of) => quantile(of, at, 0.95)),
  cpu: byInstance(({ busy }, at) => sum(busy.map((share) => stepAt(share, at))) / busy.length),
  load: byInstance(({ load, busy }, at) => stepAt(load, at) / busy.length),
  memory: byInstance(({ available, memoryTotal }, at) => 1 - stepAt(available, at) / memoryTotal),
  network: byInstance(({ received, sent }, at) => stepAt(received, at) + stepAt(sent, at)),
  networkErrors: byInstance(({ networkErrors }, at) => stepAt(networkErrors, at)),
  connections: byInstance(({ inUse, poolSize }, at) => stepAt(inUse, at) / poolSize),
  waiting: byInstance(({ waiting }, at) => stepAt(waiting, at)),
  connectionErrors: byInstance(({ connectionErrors }, at) => stepAt(connectionErrors, at)),
  orders: perMinute(({ orders }) => [orders]),
  users: perMinute(({ users }) => Object.values(users)),
  failures: ({ trades }, at) => {
    const all = trades.flatMap(({ failures }) => Object.entries(failures));
    const reasons = Map.groupBy(all, ([reason]) => reason);
    return new Map([...reasons].map(([reason, of]) => [reason, 60 * sum(of.map(([, steps]) => stepAt(steps, at)))]));
  },
  revenue: () => new Map(),
  conversion: () => new Map(),
};

/** What was taken in a range, and how many of its carts were checked out. */
function ofRange({ trades }: Parts, key: 'revenue' | 'conversion', range: { from: number; to: number }): Truth {
  if (trades.length === 0) return new Map();
  const total = (steps: (trade: Trade) => Steps, factor: (trade: Trade) => number = () => 1): number =>
    sum(trades.map((trade) => integrate(steps(trade), range) * factor(trade)));
  const value =
    key === 'revenue'
      ? total(
          ({ orders }) => orders,
          ({ meanAmount }) => meanAmount,
        )
      : total(({ cartsCheckedOut }) => cartsCheckedOut) / total(({ cartsCreated }) => cartsCreated);
  return new Map([['', { least: value, most: value, optional: false }]]);
}
