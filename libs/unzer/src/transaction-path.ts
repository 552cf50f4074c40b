import type { ProviderPaymentId, TransactionPath } from '@abgleich/domain';

/** Where a transaction hangs: below the payment, or as a correction (`cancels`, `chargebacks`) of another one or of the payment. */
export type TransactionPlace = {
  readonly path: TransactionPath;
  readonly collection: 'authorize' | 'preauthorize' | 'charges' | 'shipments' | 'payouts' | 'sca';
  readonly correction: 'cancels' | 'chargebacks' | null;
  /** The transaction it corrects; `null` for initial transactions and for corrections of the payment as a whole. */
  readonly parent: TransactionPath | null;
};

const PAYMENT_ID = /^[sp]-pay-[a-z0-9]{1,40}$/;
const PLACE =
  /^(authorize|preauthorize|charges|shipments|payouts|sca)(?:\/([sp]-(?:aut|preaut|chg|shp|out|sca)-[\w-]{1,40}))?(?:\/(cancels|chargebacks)\/([sp]-(?:cnl|cbk|cgb)-[\w-]{1,40}))?$/;
/** A known mistake of the interface: the collection is missing before an SCA id. */
const PLACE_SCA_WITHOUT_COLLECTION = /^\/([sp]-sca-[\w-]{1,40})$/;

/** Whether a text can be a payment id. Anything else must not get into a URL. */
export const isPaymentId = (text: string): text is ProviderPaymentId => PAYMENT_ID.test(text);

/** Reads a path below a payment, like `charges/s-chg-1/cancels/s-cnl-1`. `null` when it is none. */
export function placeOfPath(text: string): TransactionPlace | null {
  const sca = PLACE_SCA_WITHOUT_COLLECTION.exec(text);
  const match = PLACE.exec(sca?.[1] === undefined ? text : `sca/${sca[1]}`);
  if (!match) return null;
  const [path, collection, id, correction, correctionId] = match;
  if (id === undefined && correctionId === undefined && collection !== 'authorize') return null;
  return {
    // Both were matched by PLACE just now.
    path: path as TransactionPath,
    collection: collection as TransactionPlace['collection'],
    correction: (correction ?? null) as TransactionPlace['correction'],
    parent:
      correction === undefined || id === undefined
        ? null
        : (`${collection}/${id}` as TransactionPath),
  };
}

/**
 * The one name of a transaction that Unzer calls by two: a reversal is answered as `authorize/cancels/…`, where we post it, and listed
 * below its authorisation. A payment has one good authorisation, so the short form is unique, and Unzer answers to both.
 */
export function oneNameOf({ path, collection, correction }: TransactionPlace): TransactionPath {
  if (collection !== 'authorize' || correction !== 'cancels') return path;
  return `authorize/cancels/${path.split('/').at(-1) ?? ''}` as TransactionPath; // pieces of a parsed path
}

/**
 * Reads the URL of a transaction. Host and version are ignored: Unzer has been seen to answer with several hosts, and a
 * foreign host in a URL must never be called. `null` when the URL has no known shape.
 */
export function placeOfUrl(url: string): TransactionPlace | null {
  const clean = url.split(/[?#]/, 1)[0]?.replace(/(?<=[^/])\/+$/, '') ?? '';
  const match = /\/payments\/([^/]+)\/(.+)$/.exec(clean);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return placeOfPath(match[2]);
}
