import type { Span, SpanProcessor } from '@opentelemetry/sdk-trace';

/** Takes queries off every span, whoever made it, before it is sent: their values are the customer's. */
export class QueryRemover implements SpanProcessor {
  onStart(): void {}

  onEnding({ attributes }: Span): void {
    delete attributes['url.query'];
    const full = attributes['url.full'];
    if (typeof full === 'string') attributes['url.full'] = full.replace(/[?#].*$/s, '');
  }

  onEnd(): void {}

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}
}
