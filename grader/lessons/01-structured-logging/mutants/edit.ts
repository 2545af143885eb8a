/** The files of the reference solution. */
export const IN_LOGGER = 'logger.ts';
export const IN_REQUESTS = 'request-log.ts';
export const IN_ROUTES = 'routes.ts';
export const IN_ERRORS = 'errors.ts';
export const IN_APP = 'app.ts';
