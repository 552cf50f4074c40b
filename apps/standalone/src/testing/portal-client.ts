import {
  type OrderDetail,
  type OrdersAnswer,
  orderDetail,
  ordersAnswer,
} from '@abgleich/contracts';
import type { Ready } from './product.js';

/** A person's browser, without the browser: signs in and calls the portal's interface as its pages do. */
export class PortalClient {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  static async signIn({ portal, login }: Pick<Ready, 'portal' | 'login'>): Promise<PortalClient> {
    const answer = await fetch(`${portal}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: portal },
      body: JSON.stringify(login),
    });
    if (!answer.ok) throw new Error(`signing in: ${answer.status}`);
    return new PortalClient(portal, answer.headers.getSetCookie()[0]?.split(';')[0] ?? '');
  }

  async orders(search: number): Promise<OrdersAnswer> {
    return ordersAnswer.parse(await (await this.call(`/api/orders?search=${search}`)).json());
  }

  /** `null` as long as the product has not seen the order. */
  async order(orderNr: number): Promise<OrderDetail | null> {
    const row = (await this.orders(orderNr)).orders.find(
      (one) => one.orderNumber === String(orderNr),
    );
    if (row === undefined) return null;
    const path = `/api/orders/${row.connectionId}/${row.orderNumber}`;
    return orderDetail.parse(await (await this.call(path)).json());
  }

  /** Presses a button of the order's page. Returns the status. */
  async press(detail: OrderDetail, action: 'recheck' | 'resolve', body = {}): Promise<number> {
    const { connectionId, orderNumber } = detail.order;
    const path = `/api/orders/${connectionId}/${orderNumber}/${action}`;
    return (await this.call(path, { method: 'POST', body })).status;
  }

  async call(
    path: string,
    { method = 'GET', body }: { method?: string; body?: object } = {},
  ): Promise<Response> {
    const headers = { cookie: this.cookie, origin: this.url, 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return fetch(this.url + path, { method, headers, ...sent });
  }
}
