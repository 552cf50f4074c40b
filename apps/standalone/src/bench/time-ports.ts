import { performance } from 'node:perf_hooks';

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

  #timed(method: string, run: () => unknown): unknown {
    const begin = performance.now();
    const answer = run();
    if (!(answer instanceof Promise)) return answer;
    return answer.finally(() =>
      this.#spent.set(method, (this.#spent.get(method) ?? 0) + performance.now() - begin),
    );
  }
}
