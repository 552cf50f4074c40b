import {
  configurationAnswer,
  type ConfigurationForm,
  configurationsAnswer,
  configurationVersionsAnswer,
  erpPaymentMethodsAnswer,
  savedConfiguration,
  type SavedConfiguration,
  shopsAnswer,
} from '@abgleich/contracts';
import { queryOptions } from '@tanstack/react-query';
import { request } from './request.js';

/** States change by themselves (a pause, orders in flight), but slowly. */
const REFRESH_MS = 15_000;
/** While somebody goes through the steps pixi is asked once per list. */
const LISTS_FRESH_MS = 5 * 60_000;

const of = (id: string): string => `/api/configurations/${encodeURIComponent(id)}`;

export const configurationsQuery = queryOptions({
  queryKey: ['configurations'],
  queryFn: ({ signal }) => request('/api/configurations', configurationsAnswer, { signal }),
  refetchInterval: REFRESH_MS,
});

/** Not asked for again by itself: somebody may be editing it. */
export const configurationQuery = (id: string) =>
  queryOptions({
    queryKey: ['configurations', id],
    queryFn: ({ signal }) => request(of(id), configurationAnswer, { signal }),
    refetchOnWindowFocus: false,
  });

export const configurationVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['configurations', id, 'versions'],
    queryFn: ({ signal }) => request(`${of(id)}/versions`, configurationVersionsAnswer, { signal }),
  });

const listOf = (connectionId: string, what: string): string =>
  `/api/connections/${encodeURIComponent(connectionId)}/${what}`;

export const shopsQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ['erp', connectionId, 'shops'],
    queryFn: ({ signal }) => request(listOf(connectionId, 'shops'), shopsAnswer, { signal }),
    staleTime: LISTS_FRESH_MS,
    refetchOnWindowFocus: false,
  });

export const erpPaymentMethodsQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ['erp', connectionId, 'payment-methods'],
    queryFn: ({ signal }) =>
      request(listOf(connectionId, 'payment-methods'), erpPaymentMethodsAnswer, { signal }),
    staleTime: LISTS_FRESH_MS,
    refetchOnWindowFocus: false,
  });

type Unchecked = { readonly uncheckedKeys: 'refuse' | 'save' };
export type NewConfigurationRequest = Unchecked & {
  readonly connectionId: string;
  readonly shopId: string;
  readonly shopName: string | null;
  readonly paymentCode: string;
  readonly paymentName: string | null;
  readonly copyOf: string | null;
  readonly form: ConfigurationForm;
};

/** Throws `ApiRefusal`; then nothing was saved. */
export const createConfiguration = (body: NewConfigurationRequest): Promise<SavedConfiguration> =>
  request('/api/configurations', savedConfiguration, { method: 'POST', body });

/** Throws `ApiRefusal`; then nothing was saved. */
export const saveConfiguration = (
  id: string,
  body: Unchecked & { readonly baseVersion: number; readonly form: ConfigurationForm },
): Promise<SavedConfiguration> => request(of(id), savedConfiguration, { method: 'PUT', body });

/** Throws `ApiRefusal`; then nothing was saved. */
export const restoreConfiguration = (
  id: string,
  body: Unchecked & { readonly version: number; readonly baseVersion: number },
): Promise<SavedConfiguration> =>
  request(`${of(id)}/restore`, savedConfiguration, { method: 'POST', body });
