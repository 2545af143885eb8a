/**
 * A route as it is compared: `/products/:id`, `/products/{id}` and `/products/<id>` are one template, with a slash at the end or
 * without.
 */
export function templateOf(route: string): string {
  const named = route.replaceAll(/:\w+|\{\w+\}|<\w+>/g, ':id');
  return named.length > 1 ? named.replace(/\/$/, '') : named;
}
