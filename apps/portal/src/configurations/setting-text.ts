import type { ConfigurationPath } from '@abgleich/contracts';
import type { TFunction } from 'i18next';

export type SettingTextPart = 'label' | 'hint' | 'help' | 'example' | 'error';

/** A text of a setting; `settings.spec.ts` proves that every path has every part. */
export const settingText = (t: TFunction, path: ConfigurationPath, part: SettingTextPart): string =>
  t(`configurations.settings.${path}.${part}` as 'configurations.settings.active.label');
