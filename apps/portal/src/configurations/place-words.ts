import { type ConfigurationSummary, MERCHANT_FILE_AUTHOR } from '@abgleich/contracts';
import type { TFunction } from 'i18next';

type Place = Pick<ConfigurationSummary, 'shopId' | 'shopName' | 'paymentCode' | 'paymentName'>;

const named = (id: string, name: string | null): string => (name === null ? id : `${id} – ${name}`);

/** `DEM – Haus & Garten`; the id alone where it was entered by hand. */
export const shopWords = ({ shopId, shopName }: Pick<Place, 'shopId' | 'shopName'>): string =>
  named(shopId, shopName);
/** `C – Kreditkarte`. */
export const paymentWords = ({
  paymentCode,
  paymentName,
}: Pick<Place, 'paymentCode' | 'paymentName'>): string => named(paymentCode, paymentName);
/** Both, for sentences. */
export const placeWords = (place: Place) => ({
  payment: paymentWords(place),
  shop: shopWords(place),
});

/** Who saved a version: a person's name, or that it came from a file. */
export const authorWords = (t: TFunction, savedBy: string): string =>
  savedBy === MERCHANT_FILE_AUTHOR ? t('configurations.byFile') : savedBy;
