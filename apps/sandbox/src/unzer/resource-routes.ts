import { METHOD_RULES, rulesOf } from './method-rules.js';
import { textIn } from './request-body.js';
import {
  type Handler,
  type JsonAnswer,
  type Route,
  type UnzerKeyPair,
  type UnzerRequest,
  created,
  ok,
  route,
} from './route.js';
import type { UnzerBooks } from './unzer-books.js';
import type { UnzerResult } from './unzer-ledger.js';
import { UnzerRefusal, invalidData } from './unzer-refusal.js';
import { existing } from './webhook-registry.js';
import { webhookAnswer } from './wire-answers.js';

/** Payment types, customers, baskets, metadata, the key pair and its webhooks. */
export const RESOURCE_ROUTES: readonly Route[] = [
  route('GET', '/types/(?:[a-z0-9-]+/)?{id}', readResource('API.500.100.001', 'Payment type')),
  route('POST', '/types/{id}', createType),
  ...storedUnder('/customers', { prefix: 'cst', code: 'API.410.100.100', what: 'Customer' }),
  ...storedUnder('/baskets', { prefix: 'bsk', code: 'API.600.410.024', what: 'Basket' }),
  ...storedUnder('/metadata', { prefix: 'mtd', code: 'API.500.100.100', what: 'Metadata' }),
  route('GET', '/keypair(?:/types)?', keyPair),
  route('GET', '/webhooks', (books, { keyPair }) =>
    ok({ events: books.ledger.webhooks(keyPair.publicKey).map(webhookAnswer) }),
  ),
  route('POST', '/webhooks', registerWebhooks),
  route('DELETE', '/webhooks', (books, { keyPair }) =>
    ok({ events: deleteWebhooks(books, keyPair, null).map(webhookAnswer) }),
  ),
  route('GET', '/webhooks/{id}', (books, { keyPair }, [id = '']) =>
    ok(webhookAnswer(existing(books.ledger.webhooks(), keyPair.publicKey, id))),
  ),
  route('PUT', '/webhooks/{id}', changeWebhook),
  route('DELETE', '/webhooks/{id}', (books, { keyPair }, [id = '']) => {
    deleteWebhooks(books, keyPair, id);
    return ok({ id });
  }),
];

/** What a shop leaves beside a payment: stored, read and changed as a whole. */
function storedUnder(
  path: string,
  { prefix, code, what }: { readonly prefix: string; readonly code: string; readonly what: string },
): readonly Route[] {
  return [
    route('GET', `${path}/{id}`, readResource(code, what)),
    route('POST', path, (books, { keyPair: { publicKey }, body }) =>
      stored(books.book({ kind: 'store-resource', publicKey, prefix, data: body })),
    ),
    route('PUT', `${path}/{id}`, (books, { keyPair: { publicKey }, body }, [id = '']) => {
      const found = books.ledger.resource(publicKey, id);
      if (found === null) throw new UnzerRefusal(code, `${what} ${id} not found`, 404);
      const data = { ...found.data, ...body };
      const { resource } = books.book({ kind: 'store-resource', publicKey, prefix, id, data });
      return ok({ ...resource?.data, id });
    }),
  ];
}

function createType(
  books: UnzerBooks,
  { keyPair: own }: UnzerRequest,
  [name = '']: readonly string[],
): JsonAnswer {
  const rules = rulesOf(name);
  if (rules === null) throw new UnzerRefusal('API.500.100.001', `Payment type ${name} not found`);
  // What a type is made of (card number, IBAN) is not kept: nothing here needs it.
  const { publicKey } = own;
  const data = { method: name, recurring: false };
  return stored(books.book({ kind: 'store-resource', publicKey, prefix: rules.prefix, data }));
}

const stored = ({ resource }: UnzerResult): JsonAnswer =>
  created({ ...resource?.data, id: resource?.id });

function readResource(code: string, what: string): Handler {
  return (books, { keyPair: own }, [id = '']) => {
    const found = books.ledger.resource(own.publicKey, id);
    if (found === null) throw new UnzerRefusal(code, `${what} ${id} not found`, 404);
    return ok({ ...found.data, id: found.id });
  };
}

function keyPair(_books: UnzerBooks, { keyPair: own, path }: UnzerRequest): JsonAnswer {
  const names = Object.keys(METHOD_RULES);
  const base = {
    publicKey: own.publicKey,
    privateKey: own.privateKey,
    secureLevel: 'SAQ-A',
    merchantName: own.merchantName,
    merchantAddress: 'Teststr. 1, 10115 Berlin',
    validateBasket: 'true',
    coreId: '4711',
  };
  return path.endsWith('/types')
    ? ok({ ...base, paymentTypes: names.map((type) => ({ type, supports: [] })) })
    : ok({ ...base, availablePaymentTypes: names });
}

function registerWebhooks(books: UnzerBooks, { body, keyPair: own }: UnzerRequest): JsonAnswer {
  const { event, eventList } = body;
  const list: unknown[] = Array.isArray(eventList) ? eventList : [];
  if (event !== undefined && list.length > 0) throw invalidData('both event and eventList');
  const events = event === undefined ? list : [event];
  if (!events.every((name): name is string => typeof name === 'string')) throw invalidData('event');
  const url = textIn(body, 'url');
  const { webhooks } = books.book({
    kind: 'register-webhooks',
    publicKey: own.publicKey,
    url,
    events,
  });
  const [first, ...others] = webhooks.map(webhookAnswer);
  return created(others.length === 0 ? first : { events: [first, ...others] });
}

function changeWebhook(
  books: UnzerBooks,
  { body, keyPair: own }: UnzerRequest,
  [id = '']: readonly string[],
): JsonAnswer {
  const change = { publicKey: own.publicKey, id, url: textIn(body, 'url') };
  const [changed] = books.book({ kind: 'change-webhook', ...change }).webhooks;
  return ok(changed === undefined ? {} : webhookAnswer(changed));
}

function deleteWebhooks(books: UnzerBooks, own: UnzerKeyPair, id: string | null) {
  return books.book({ kind: 'delete-webhooks', publicKey: own.publicKey, id }).webhooks;
}
