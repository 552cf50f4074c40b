import type { FaultCode, FaultKind } from './fault.js';
import { MAIL_FAULTS } from './texts/mail-faults.js';
import { PIXI_FAULTS } from './texts/pixi-faults.js';
import { PLATFORM_FAULTS } from './texts/platform-faults.js';
import { UNZER_FAULTS } from './texts/unzer-faults.js';
import type { CatalogTexts } from './texts/texts.js';

/** `kind` is what such a fault usually is; the one that was thrown says what it is. Texts name no values: they stand beside them. */
export type FaultEntry = CatalogTexts & {
  readonly kind: FaultKind;
  readonly number: string;
};

/** Every fault with its usual kind, short number and texts; the compiler lists every gap. */
export const FAULT_CATALOG: Readonly<Record<FaultCode, FaultEntry>> = {
  ...PIXI_FAULTS,
  ...UNZER_FAULTS,
  ...MAIL_FAULTS,
  ...PLATFORM_FAULTS,
};
