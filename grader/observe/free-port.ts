import getPort, { portNumbers } from 'get-port';

/** Below the range from which systems pick ports for outgoing connections, so that none is taken between choosing and listening. */
const PORTS = { from: 20_000, to: 32_000 };

/** A local port that nothing listens on. */
export function freePort(): Promise<number> {
  const start = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
  return getPort({ port: [...portNumbers(start, PORTS.to), ...portNumbers(PORTS.from, start)], host: '127.0.0.1' });
}
