import type { ConfigurationPath } from '@abgleich/contracts';
import { methodTitle } from '@abgleich/domain';
import type { TFunction } from 'i18next';
import type { Language } from '../format/locale.js';
import { SETTING_KINDS } from './settings.js';

/** A value as people read it in differences and histories: "An", "2 Cent", "Experten". */
export function formatSetting(
  t: TFunction,
  path: ConfigurationPath,
  { value, language }: { readonly value: unknown; readonly language: Language },
): string {
  const setting = SETTING_KINDS[path];
  switch (setting.kind) {
    case 'switch':
      if (value === null || value === undefined) return t('configurations.diff.unknown');
      return value === true ? t('configurations.on') : t('configurations.offWord');
    case 'secret':
      return t('configurations.diff.secret');
    case 'mode':
      return value === 'expert'
        ? t('configurations.mode.expert')
        : t('configurations.mode.standard');
    case 'method':
      return typeof value === 'string'
        ? methodTitle(value, language)
        : t('configurations.methodUnknown');
    case 'number':
      if (typeof value !== 'number') return t('configurations.usual');
      return t(`configurations.${setting.unit}`, { count: value });
    case 'text':
      return typeof value === 'string' && value !== '' ? value : t('configurations.emptyValue');
  }
}
