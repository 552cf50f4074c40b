import { Fault, isFault, type CallContext, type Clock } from '@abgleich/domain';
import { classifyExchange } from '../transport/classify-exchange.js';
import type { HttpExchange } from '../transport/http-exchange.js';
import type { CallGuard } from './call-guard.js';
import {
  builtInDescription,
  describeService,
  type ServiceDescription,
} from './describe-service.js';
import { WSDL_BYTES_MAX } from './pixi-options.js';

/** Procedures are installed rarely; a call that misses one asks anew, see `WSDL_RETRY_MS`. */
const WSDL_FRESH_MS = 6 * 3_600_000;
/** How long we do without a WSDL that is not to be had, and how often a missing procedure is looked for again. */
const WSDL_RETRY_MS = 15 * 60_000;

type Known = { readonly description: ServiceDescription; readonly until: number };

export type WsdlSourceOptions = {
  readonly wsdlUrl: string;
  readonly namespace: string;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly guard: CallGuard;
  readonly exchange: HttpExchange;
  /** Instead of HTTP. */
  readonly describe: (() => Promise<ServiceDescription>) | null;
  readonly clock: Clock;
};

const CALL = { procedure: 'WSDL', writes: false, ref: {} } as const;

/** What the database offers, by its WSDL, fetched when needed and remembered. */
export class WsdlSource {
  readonly #options: WsdlSourceOptions;
  #known: Known | null = null;
  #fetching: Promise<ServiceDescription> | null = null;

  constructor(options: WsdlSourceOptions) {
    this.#options = options;
  }

  /**
   * The description to make calls with. A WSDL that is refused for good (not found, not readable, too large) is replaced
   * by our mapping for a while; one that cannot be had just now, or only with other credentials, throws.
   */
  async current(ctx: CallContext): Promise<ServiceDescription> {
    const { clock, namespace } = this.#options;
    if (this.#known && clock.now() < this.#known.until) return this.#known.description;
    try {
      return await this.refresh(ctx);
    } catch (error) {
      const unusable =
        isFault(error) && error.code !== 'pixi.unauthorized' && error.kind !== 'transient';
      if (!unusable) throw error;
      return this.#remember(builtInDescription(namespace), WSDL_RETRY_MS);
    }
  }

  /** Fetches the WSDL now; callers at the same time share one request. Throws `Fault`. */
  refresh(ctx: CallContext): Promise<ServiceDescription> {
    this.#fetching ??= this.#fetch(ctx).finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  /** A procedure was not there: look again before long. */
  doubt(): void {
    const soon = this.#options.clock.now() + WSDL_RETRY_MS;
    if (this.#known && this.#known.until > soon) this.#known = { ...this.#known, until: soon };
  }

  async #fetch(ctx: CallContext): Promise<ServiceDescription> {
    const { guard, timeoutMs, describe } = this.#options;
    const description = await guard.run({
      call: CALL,
      priority: 'urgent',
      timeoutMs,
      request: null,
      ctx,
      act: async () => {
        const result = await (describe === null ? this.#read() : describe());
        return { result, response: { status: 200, procedures: result.procedures.size } };
      },
    });
    return this.#remember(description, WSDL_FRESH_MS);
  }

  async #read(): Promise<ServiceDescription> {
    const { exchange, wsdlUrl, headers, timeoutMs } = this.#options;
    const outcome = await exchange.send({
      url: wsdlUrl,
      method: 'GET',
      headers: { Accept: 'text/xml', ...headers() },
      body: null,
      timeoutMs,
      maxAnswerBytes: WSDL_BYTES_MAX,
    });
    if (outcome.kind !== 'answered' || outcome.status !== 200)
      throw classifyExchange(CALL, outcome) ?? notAWsdl();
    return describeService(outcome.body);
  }

  #remember(description: ServiceDescription, forMs: number): ServiceDescription {
    this.#known = { description, until: this.#options.clock.now() + forMs };
    return description;
  }
}

const notAWsdl = (): Fault =>
  new Fault({
    kind: 'data',
    code: 'pixi.malformed-answer',
    params: { procedure: 'WSDL', reason: 'not a WSDL' },
  });
