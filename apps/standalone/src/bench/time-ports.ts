import { performance } from 'node:perf_hooks';
import { ORDERS_AT_ONCE } from './limits.js';

/** Milliseconds spent waiting for each method of the ports an order needs, added up over all orders. */
export class PortTimes {
  readonly #spent = new Map<string, number>();

  /** The same port; every asynchronous method is timed under `name.method`. */
  time<T extends object>(name: string, port: T): T {
    return new Proxy(port, {
      get: (target, property, receiver) => {
        const value: unknown = Reflect.get(target, property, receiver);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown =>
          this.#timed(`${name}.${String(property)}`, () => Reflect.apply(value, target, args));
      },
    });
  }

  /** Milliseconds an order spends in the methods that `wanted` picks. */
  perOrder(orders: number, wanted: (method: string) => boolean): number {
    const total = [...this.#spent]
      .filter(([method]) => wanted(method))
      .reduce((sum, [, ms]) => sum + ms, 0);
    return Math.round((total / orders) * 100) / 100;
  }

  /**
   * Milliseconds of one order, waiting included, while `ORDERS_AT_ONCE` share the machine: what lies between the product and the
   * bare loop. `wallMs`: how long the whole run took.
   */
  spentPerOrder(wallMs: number, orders: number) {
    const isComment = (method: string): boolean => method === 'pixi.comment';
    const isJournal = (method: string): boolean => method.startsWith('journal.');
    const callsThatMustBe = this.perOrder(
      orders,
      (method) => !isComment(method) && !isJournal(method),
    );
    const comments = this.perOrder(orders, isComment);
    const journal = this.perOrder(orders, isJournal);
    const whole = (wallMs * ORDERS_AT_ONCE) / orders;
    const rest = Math.round((whole - callsThatMustBe - comments - journal) * 100) / 100;
    return { callsThatMustBe, comments, journal, decidingAndTheRest: rest };
  }

  #timed(method: string, run: () => unknown): unknown {
    const begin = performance.now();
    const answer = run();
    if (!(answer instanceof Promise)) return answer;
    return answer.finally(() =>
      this.#spent.set(method, (this.#spent.get(method) ?? 0) + performance.now() - begin),
    );
  }
}
