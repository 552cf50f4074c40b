import type { CallContext, FaultRef } from '@abgleich/domain';
import type { PixiAnswer } from '../answer/answer.js';
import { judgeAnswer } from '../answer/judge-answer.js';
import { normaliseAnswer } from '../answer/normalise-answer.js';
import {
  PIXI_PROCEDURES,
  type ParamKey,
  type PixiProcedureName,
} from '../mapping/pixi-procedures.js';
import type { PixiProcedure } from '../mapping/procedure-definition.js';
import {
  answerLost,
  classifyExchange,
  fault,
  malformedAnswer,
  type CallNature,
} from '../transport/classify-exchange.js';
import { HttpExchange } from '../transport/http-exchange.js';
import type { PixiArgument } from '../values/write-argument.js';
import { buildArguments } from './build-arguments.js';
import { CallGuard, type Done } from './call-guard.js';
import type { OfferedProcedure, ServiceDescription } from './describe-service.js';
import { DEFAULTS, WAITING_MAX, type PixiGatewayOptions } from './pixi-options.js';
import { machineTimers, RateGate, type GatePriority } from './rate-gate.js';
import { redactText, tracedArguments } from './redact.js';
import { refusalFault, soapFaultFault } from './refusal-fault.js';
import { SoapCaller, type SoapResult } from './soap-caller.js';
import { WsdlSource } from './wsdl-source.js';

export type PixiArguments<Name extends PixiProcedureName> = Readonly<
  Partial<Record<ParamKey<Name>, PixiArgument | null>>
>;
export type CallDetails = { readonly ctx: CallContext; readonly priority: GatePriority };

/** Calls pixi's procedures by name: limits, window, arguments, transport, error order and record of every call. */
export class PixiService {
  readonly #options: PixiGatewayOptions;
  readonly #exchange: HttpExchange;
  readonly #guard: CallGuard;
  readonly #soap: Pick<SoapCaller, 'call'>;
  readonly #wsdl: WsdlSource;

  constructor(options: PixiGatewayOptions) {
    const { endpointUrl, clock, window } = options;
    const inFlight = options.inFlight ?? DEFAULTS.inFlight;
    const headers = (): Record<string, string> => requestHeaders(options);
    this.#options = options;
    this.#exchange = new HttpExchange({
      maxSockets: inFlight,
      ca: options.ca ?? null,
      mayConnect: options.mayConnect ?? null,
    });
    const gate = new RateGate({
      inFlight,
      perSecond: options.requestsPerSecond ?? DEFAULTS.requestsPerSecond,
      clock,
      timers: options.timers ?? machineTimers,
      waitingMax: WAITING_MAX,
    });
    this.#guard = new CallGuard({ gate, window, clock });
    this.#soap =
      options.wire ??
      new SoapCaller({
        endpointUrl,
        exchange: this.#exchange,
        headers,
        maxAnswerBytes: options.maxAnswerBytes ?? DEFAULTS.maxAnswerBytes,
      });
    this.#wsdl = new WsdlSource({
      wsdlUrl: options.wsdlUrl ?? wsdlUrlOf(endpointUrl),
      namespace: options.namespace ?? endpointUrl,
      headers,
      timeoutMs: options.readTimeoutMs ?? DEFAULTS.readTimeoutMs,
      guard: this.#guard,
      exchange: this.#exchange,
      describe: options.wire?.describe ?? null,
      clock,
    });
  }

  /** One call. Throws `Fault`: `uncertain` when a write may have been executed, see `classifyExchange`. */
  async call<Name extends PixiProcedureName>(
    name: Name,
    args: PixiArguments<Name>,
    { ctx, priority }: CallDetails,
  ): Promise<PixiAnswer> {
    const procedure: PixiProcedure = PIXI_PROCEDURES[name];
    const call = { procedure: name, writes: procedure.writes, ref: this.#ref(args) };
    const description = await this.#wsdl.current(ctx);
    const offered = description.procedures.get(name);
    if (offered === undefined) {
      this.#wsdl.doubt();
      throw fault(call, { kind: 'config', code: 'pixi.procedure-missing' });
    }
    const wire = buildArguments(procedure, args, {
      offered: offered.params,
      version: this.#options.pixiVersion ?? null,
    });
    const timeoutMs = this.#timeoutMs(procedure);
    return this.#guard.run({
      call,
      priority,
      timeoutMs,
      request: tracedArguments(procedure, wire),
      ctx,
      act: () => this.#act({ call, procedure, wire, timeoutMs, offered, description }),
    });
  }

  /** Whether the database has a procedure; asks its WSDL when that is not known yet. */
  async offers(name: PixiProcedureName, ctx: CallContext): Promise<boolean> {
    return (await this.#wsdl.current(ctx)).procedures.has(name);
  }

  /** The database's WSDL as it is now. Throws `Fault`. */
  fetchDescription(ctx: CallContext): Promise<ServiceDescription> {
    return this.#wsdl.refresh(ctx);
  }

  /** Closes idle connections; calls under way end as they would have, later ones open new connections. */
  close(): void {
    this.#exchange.close();
  }

  async #act(wanted: {
    call: CallNature;
    procedure: PixiProcedure;
    wire: Readonly<Record<string, string>>;
    timeoutMs: number;
    offered: OfferedProcedure;
    description: ServiceDescription;
  }): Promise<Done<PixiAnswer>> {
    const { call, procedure, offered, description } = wanted;
    const soap = await this.#soap.call({
      procedure: call.procedure,
      namespace: description.namespace,
      soapAction: offered.soapAction,
      args: wanted.wire,
      timeoutMs: wanted.timeoutMs,
    });
    const answer = readSoap(call, soap);
    const verdict = judgeAnswer(procedure, answer);
    if (verdict.kind === 'refused') throw refusalFault(call, verdict);
    if (verdict.kind === 'silent')
      throw answerLost(call, 'the answer does not say whether it worked');
    return { result: answer, response: summary(answer) };
  }

  #timeoutMs({ writes }: PixiProcedure): number {
    const { readTimeoutMs, writeTimeoutMs } = this.#options;
    return writes
      ? (writeTimeoutMs ?? DEFAULTS.writeTimeoutMs)
      : (readTimeoutMs ?? DEFAULTS.readTimeoutMs);
  }

  #ref(args: Readonly<Record<string, unknown>>): FaultRef {
    const { connectionId } = this.#options;
    const { orderNumber, invoiceNumber } = args;
    return {
      ...(connectionId === undefined ? {} : { connectionId }),
      ...(typeof orderNumber === 'string' ? { orderNumber } : {}),
      ...(typeof invoiceNumber === 'string' ? { invoiceNumber } : {}),
    };
  }
}

function readSoap(call: CallNature, { outcome, answer }: SoapResult): PixiAnswer {
  const failed = classifyExchange(call, outcome);
  if (failed) throw failed;
  if (answer.kind === 'fault') throw soapFaultFault(call, answer.fault);
  if (answer.kind === 'unreadable') throw malformedAnswer(call, 'XML not readable', answer.cause);
  try {
    return normaliseAnswer(call.procedure, answer.response);
  } catch (error) {
    throw malformedAnswer(call, 'result not understood', error);
  }
}

/** What a call's record may tell of its answer: counts and warnings, no values. */
function summary(answer: PixiAnswer): Readonly<Record<string, unknown>> {
  const warnings = answer.messages.map((one) => redactText(one.text));
  return {
    rows: answer.sets.reduce((count, set) => count + set.rows.length, 0),
    ...(answer.resultCode === null ? {} : { resultCode: answer.resultCode }),
    ...(answer.scalar === null ? {} : { value: answer.scalar.slice(0, 20) }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

/** Sent with the first request already: pixi's gateways do not ask for credentials. */
function requestHeaders({ username, password, appId }: PixiGatewayOptions): Record<string, string> {
  const credentials = Buffer.from(`${username}:${password.reveal()}`, 'utf8').toString('base64');
  return {
    Authorization: `Basic ${credentials}`,
    'User-Agent': 'Abgleich',
    ...(appId === undefined ? {} : { xapp: appId }),
  };
}

function wsdlUrlOf(endpointUrl: string): string {
  return `${endpointUrl}${endpointUrl.includes('?') ? '&' : '?'}wsdl`;
}
