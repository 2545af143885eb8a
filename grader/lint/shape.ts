import type { z } from 'zod';

/**
 * How data departs from a schema, a sentence each: the place, what is wrong, the remedy.
 * The schema's own messages hold the last two; `at` names the place of the data itself.
 */
export function departures(schema: z.ZodType, data: unknown, at = ''): string[] {
  return (schema.safeParse(data).error?.issues ?? []).map((issue) => {
    const place = [...(at === '' ? [] : [at]), ...issue.path].join('.');
    const what =
      issue.code === 'unrecognized_keys' ? `has unknown keys (${issue.keys.join(', ')}): remove them` : issue.message;
    return place === '' ? what : `${place} ${what}`;
  });
}
