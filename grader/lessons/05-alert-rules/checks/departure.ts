import type { AlertStates } from '../rule-states.ts';
import type { Expectation } from '../scenarios/scenario.ts';

/** Where alerts part from what must be: the first such minute, and the code of that. */
export interface Departure {
  code: string;
  minute: number;
}

const LABELS_OF_SUBJECTS = ['service', 'instance'];

/** Whether an expectation is about one service or instance, of which alerts must say that it is theirs. */
export const isOfSubject = (expectation: Expectation): boolean =>
  expectation.state === 'firing' && subjectOf(expectation) !== '';

/** The service or instance that an expectation is about; empty where it is about none. */
export const subjectOf = ({ labels = {}, about = {} }: Expectation): string =>
  labels['instance'] ?? labels['service'] ?? about['service'] ?? about['instance'] ?? '';

/** Whether an alert is about what an expectation is about. */
export function isAbout({ labels = {}, about }: Expectation, alert: AlertStates): boolean {
  const has = ([name, value]: [string, string]): boolean => alert.labels[name] === value;
  return Object.entries(labels).every(has) && (about === undefined || Object.entries(about).some(has));
}

/** Whether an alert names nothing of what one of the expectations is about: not this subject, and no other either. */
export const isNameless = (expectations: readonly Expectation[], alert: AlertStates): boolean =>
  !expectations.some(({ labels = {}, about = {} }) =>
    Object.entries({ ...labels, ...about }).some(
      ([name, value]) => LABELS_OF_SUBJECTS.includes(name) && alert.labels[name] === value,
    ),
  );

/**
 * The first minute at which an expectation does not hold; undefined where it does. Where an alert fires as it must and does not say
 * for what, the code is `subject`.
 * @param all the expectations of the same scenario
 */
export function departureFrom(
  expectation: Expectation,
  all: readonly Expectation[],
  alerts: readonly AlertStates[],
): Departure | undefined {
  const { state, from, to, labels = {}, code } = expectation;
  const fires = (minute: number, some: readonly AlertStates[]): boolean =>
    some.some(({ states }) => states[minute] === 'f');
  const first = (some: readonly AlertStates[], wrong: (isFiring: boolean) => boolean): number | undefined => {
    for (let minute = from; minute <= to; minute += 1) if (wrong(fires(minute, some))) return minute;
    return undefined;
  };
  const own = alerts.filter((alert) => isAbout(expectation, alert));
  const minute = first(own, (isFiring) => isFiring === (state === 'quiet'));
  if (minute === undefined) return undefined;
  const others = Object.entries(labels).filter(([name]) => !LABELS_OF_SUBJECTS.includes(name));
  const nameless = alerts.filter(
    (alert) => isNameless(all, alert) && others.every(([name, value]) => alert.labels[name] === value),
  );
  const isUnsaid = isOfSubject(expectation) && first([...own, ...nameless], (isFiring) => !isFiring) === undefined;
  return { code: isUnsaid ? 'subject' : code, minute };
}
