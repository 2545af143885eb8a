import type { Steps } from '../../../timeline/steps.ts';
import { CALM, DAY, DRAINED, INSTANCES, resources, SHOP_URL, type Resources } from './resources.ts';
import { inMinutes, MINUTE, quiet, scraped, type Expectation, type Scenario } from './scenario.ts';

const START = 25;

const scenario = (id: string, minutes: number, trouble: Resources, expectations: Expectation[]): Scenario => ({
  id,
  group: 'saturation',
  minutes,
  series: () => scraped(resources(trouble), minutes),
  expectations,
});

/** That an alert fires about each of some subjects, by one label or another. */
const firing = (code: string, from: number, to: number, about: readonly NonNullable<Expectation['about']>[]) =>
  about.map((one): Expectation => ({ state: 'firing', from, to, about: one, code }));

const HOSTS = INSTANCES.map((instance) => ({ instance }));

/** From the start of the trouble for some minutes. */
const meanwhile = (share: number, minutes: number, calm: number): Steps =>
  inMinutes([-1440, calm], [START, share], [START + minutes, calm]);

/** How long after the end of its trouble each is to be quiet again, and for how long that is looked at. In minutes. */
const OVER = 30;
const LOOK = 5;
const over = (end: number, after = OVER): Expectation => quiet('lasting', end + after, end + after + LOOK);

/** The disks fill by a fifth of their size an hour from here on, and are full after three hours, when somebody tidies up. In minutes. */
const FILLING = 60;
const FULL = FILLING + 180;
const TIDY = 60;
function filling(second: number): number {
  const hours = Math.max(0, second / MINUTE - FILLING) / 60;
  return second > FULL * MINUTE ? CALM.free : Math.max(0, CALM.free - 0.2 * hours);
}

/** When the certificate is renewed. In minutes. */
const RENEWED = 70;

/** When, in the scenario in which nothing is to fire, the pools are full for a minute, and large files are written. In minutes. */
const PEAK = START + 20;
const DROP = 65;

/** What `saturation` is held to. */
export const saturation: Scenario[] = [
  scenario('cpu', START + 30 + OVER + LOOK, { busy: meanwhile(0.97, 30, CALM.busy), allCpus: true }, [
    quiet('healthy', 5, START),
    ...firing('cpu', START + 20, START + 30, HOSTS),
    over(START + 30),
  ]),
  scenario('memory', START + 30 + OVER + LOOK, { available: meanwhile(0.04, 30, CALM.available) }, [
    ...firing('memory', START + 20, START + 30, HOSTS),
    over(START + 30),
  ]),
  scenario('disk', FULL + TIDY + LOOK, { free: filling, spareFree: 0.15 }, [
    quiet('disk-level', 5, FILLING),
    ...firing('disk', FULL - 60, FULL, HOSTS),
    over(FULL, TIDY),
  ]),
  scenario('connections', START + 20 + OVER + LOOK, { inUse: meanwhile(0.95, 20, CALM.inUse) }, [
    ...firing('connections', START + 10, START + 20, DRAINED),
    over(START + 20),
  ]),
  scenario('certificate', RENEWED + OVER + LOOK, { expiry: inMinutes([-1440, 25 * DAY], [RENEWED, 90 * DAY]) }, [
    ...firing('certificate', 62, RENEWED, [{ instance: SHOP_URL }]),
    over(RENEWED),
  ]),
  scenario(
    'calm',
    DROP + 100,
    {
      expiry: inMinutes([-1440, 40 * DAY]),
      busy: meanwhile(1, 2, CALM.busy),
      inUse: inMinutes([-1440, CALM.inUse], [PEAK, 1], [PEAK + 1, CALM.inUse]),
      free: (second) => (second < DROP * MINUTE ? CALM.free : 0.45),
      allCpus: true,
    },
    [
      quiet('certificate-early', 5, START),
      quiet('cpu-spike', START + 1, PEAK),
      quiet('connections-peak', PEAK + 1, DROP),
      quiet('disk-drop', DROP + 1, DROP + 100),
    ],
  ),
];
