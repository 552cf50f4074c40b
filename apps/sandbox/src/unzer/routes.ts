import { PAYMENT_ROUTES } from './payment-routes.js';
import { RESOURCE_ROUTES } from './resource-routes.js';
import type { JsonAnswer, UnzerRequest } from './route.js';
import type { UnzerBooks } from './unzer-books.js';
import { UnzerRefusal } from './unzer-refusal.js';

const ROUTES = [...PAYMENT_ROUTES, ...RESOURCE_ROUTES];

/** Answers one request from the books. Throws `UnzerRefusal` for everything that Unzer would refuse. */
export function answerRequest(books: UnzerBooks, request: UnzerRequest): JsonAnswer {
  const samePath = ROUTES.filter(({ pattern }) => pattern.test(request.path));
  const found = samePath.find(({ method }) => method === request.method);
  if (found === undefined)
    throw samePath.length > 0
      ? new UnzerRefusal('API.710.300.003', `${request.method} is not allowed here`, 405)
      : new UnzerRefusal('API.710.100.000', 'There is no such resource', 404);
  const ids = found.pattern.exec(request.path)?.slice(1) ?? [];
  return found.handler(books, request, ids);
}
