import { collectDefaultMetrics, Registry } from 'prom-client';

/** A registry of our own, in the newer format. */
export const registry = new Registry();
registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
collectDefaultMetrics({ register: registry });

export const registers = [registry as never];
