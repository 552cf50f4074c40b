import { createClientAsync, type Client } from 'soap';
import { asList, childrenOf, isTree, textOf, type Tree } from '../answer/parsed-tree.js';
import { pixiWsdl } from '../pixi-wsdl.js';
import { looksLikeSoap } from '../transport/classify-exchange.js';
import { beyondXmlBounds } from '../transport/xml-bounds.js';
import type { ExchangeOutcome, HttpExchange } from '../transport/http-exchange.js';

export type SoapCall = {
  readonly procedure: string;
  readonly namespace: string;
  readonly soapAction: string;
  /** In wire order: the SOAP library writes arguments in the order of their keys. */
  readonly args: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
};

/** A SOAP fault of either version: its code, its text, and all words of its detail, where the real reason hides. */
export type SoapFault = {
  readonly code: string;
  readonly text: string;
  readonly words: readonly string[];
};
export type SoapAnswer =
  | { readonly kind: 'response'; readonly response: unknown }
  | { readonly kind: 'fault'; readonly fault: SoapFault }
  | { readonly kind: 'unreadable'; readonly cause: unknown };
export type SoapResult = { readonly outcome: ExchangeOutcome; readonly answer: SoapAnswer };

/** Room for one call's outcome; the library hands its options through to our transport. */
type Slot = { outcome: ExchangeOutcome | null; timeoutMs: number };
type LibraryMethod = (
  args: Readonly<Record<string, string>>,
  options: { slot: Slot },
  headers: Readonly<Record<string, string>>,
) => Promise<readonly unknown[]>;

/** Values stay text, whatever types a WSDL declares: only our own mapping knows what a column means. */
const asText = (text: string): string => text;
const KEEP_TEXT = Object.fromEntries(
  'int integer short long double float decimal bool boolean dateTime date'
    .split(' ')
    .map((type) => [type, asText]),
);

/** Speaks SOAP through the npm library, over our own bounded transport. Knows no pixi words. */
export class SoapCaller {
  readonly #options: {
    endpointUrl: string;
    exchange: HttpExchange;
    headers: () => Readonly<Record<string, string>>;
    maxAnswerBytes: number;
  };
  readonly #clients = new Map<string, Promise<Client>>();

  constructor(options: {
    endpointUrl: string;
    exchange: HttpExchange;
    headers: () => Readonly<Record<string, string>>;
    maxAnswerBytes: number;
  }) {
    this.#options = options;
  }

  /** One call. Throws nothing: how it ended is in the result. */
  async call(wanted: SoapCall): Promise<SoapResult> {
    const client = await this.#client(wanted.namespace);
    const slot: Slot = { outcome: null, timeoutMs: wanted.timeoutMs };
    // The library types its generated methods as `any`; this is the shape that its `Async` methods have.
    const method = client[`${wanted.procedure}Async`] as LibraryMethod;
    const answer = await method(
      wanted.args,
      { slot },
      { SOAPAction: `"${wanted.soapAction}"` },
    ).then(
      ([response]): SoapAnswer => ({ kind: 'response', response }),
      (error: unknown) => readError(error),
    );
    client.lastResponse = null; // The library would keep the last answer and request, with all that is in them.
    client.lastRequest = '';
    client.lastMessage = '';
    const notMade = { kind: 'not-sent', reason: 'unreachable', cause: answer } as const;
    return { outcome: slot.outcome ?? notMade, answer };
  }

  #client(namespace: string): Promise<Client> {
    const known = this.#clients.get(namespace);
    if (known) return known;
    const made = createClientAsync(pixiWsdl({ endpointUrl: namespace }), {
      disableCache: true,
      endpoint: this.#options.endpointUrl,
      customDeserializer: KEEP_TEXT,
      httpClient: {
        request: (url, body, done, headers, options) =>
          this.#post(url, body, done, headers, options),
      },
    });
    this.#clients.clear();
    this.#clients.set(namespace, made);
    return made;
  }

  /** The library's transport: hands back text that may be SOAP, and nothing else, so that it never parses a web page. */
  async #post(
    url: string,
    body: unknown,
    done: (error: unknown, response?: unknown, body?: unknown) => void,
    headers: Readonly<Record<string, string>> = {},
    options: Readonly<Record<string, unknown>> = {},
    // The library's signature wants axios' promise, which it never looks at.
  ): Promise<never> {
    const slot = options['slot'] as Slot;
    const outcome = await this.#options.exchange.send({
      url,
      method: 'POST',
      headers: { ...headers, ...this.#options.headers() },
      body: String(body),
      timeoutMs: slot.timeoutMs,
      maxAnswerBytes: this.#options.maxAnswerBytes,
    });
    slot.outcome = outcome;
    if (outcome.kind !== 'answered') done(new Error(outcome.kind));
    else if (!looksLikeSoap(outcome.body)) done(new Error('no envelope'));
    else {
      const beyond = beyondXmlBounds(outcome.body);
      if (beyond !== null) done(new Error(beyond));
      else done(null, { status: outcome.status, headers: {} }, outcome.body);
    }
    return undefined as never;
  }
}

/** The library rejects with an error that carries the parsed tree (a fault), or with anything else (not readable). */
function readError(error: unknown): SoapAnswer {
  const root = isTree(error) && isTree(error['root']) ? error['root'] : {};
  const envelope = isTree(root['Envelope']) ? root['Envelope'] : {};
  const body = isTree(envelope['Body']) ? envelope['Body'] : {};
  const fault = body['Fault'];
  if (!isTree(fault)) return { kind: 'unreadable', cause: error };
  const words = allWords(fault, 0);
  const code = textOf(fault['faultcode']) ?? allWords(asTree(fault['Code']), 0)[0] ?? '';
  const text = textOf(fault['faultstring']) ?? allWords(asTree(fault['Reason']), 0)[0] ?? '';
  return { kind: 'fault', fault: { code, text, words } };
}

const asTree = (value: unknown): Tree => (isTree(value) ? value : {});
/** Deeper than any fault of SQL Server. */
const DEPTH_MAX = 12;

function allWords(tree: Tree, depth: number): string[] {
  if (depth > DEPTH_MAX) return [];
  return childrenOf(tree).flatMap(([, value]) =>
    asList(value).flatMap((one) => {
      const text = textOf(one);
      if (text !== null) return [text];
      return isTree(one) ? allWords(one, depth + 1) : [];
    }),
  );
}
