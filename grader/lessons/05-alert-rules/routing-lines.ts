import type { Pointer } from '../../evidence/evidence.ts';
import { asData, asList } from '../../evidence/lenient.ts';
import { ALERTMANAGER_FILE } from './names.ts';
import { pointAtLine, type YamlSource } from './yaml-source.ts';

/** Where the parts of alertmanager.yml begin: lines from 1. */
export interface RoutingLines {
  /** In the order in which the tree is walked: the root, its first child, that one's children and so on. */
  routes: number[];
  receivers: Record<string, number>;
  /** Of the whole list; absent where there is none. */
  inhibitRules?: number;
}

type Path = readonly (string | number)[];

/** Finds where the parts of a configuration begin. */
export function findRoutingLines({ value, lineOf }: YamlSource): RoutingLines {
  const config = asData(value);
  const routes: number[] = [];
  const visit = (route: unknown, path: Path): void => {
    routes.push(lineOf(path));
    for (const [index, child] of asList(asData(route)['routes']).entries()) visit(child, [...path, 'routes', index]);
  };
  visit(config['route'], ['route']);
  const receivers = asList(config['receivers']).map(
    (receiver, index) => [String(asData(receiver)['name']), lineOf(['receivers', index])] as const,
  );
  return {
    routes,
    receivers: Object.fromEntries(receivers),
    ...('inhibit_rules' in config ? { inhibitRules: lineOf(['inhibit_rules']) } : {}),
  };
}

/** Points at a route by its number. */
export const pointAtRoute = (lines: RoutingLines | undefined, node: number, receiver: string): Pointer[] =>
  pointAt(lines?.routes[node], node === 0 ? `route: ${receiver}` : `routes: ${receiver}`);

/** Points at a receiver by its name. */
export const pointAtReceiver = (lines: RoutingLines | undefined, name: string): Pointer[] =>
  pointAt(lines?.receivers[name], `receivers: ${name}`);

/** Points at the list of inhibition rules. */
export const pointAtInhibitRules = (lines: RoutingLines | undefined): Pointer[] =>
  pointAt(lines?.inhibitRules, 'inhibit_rules:');

const pointAt = (line: number | undefined, text: string): Pointer[] =>
  line === undefined ? [] : [pointAtLine(ALERTMANAGER_FILE, line, text)];
