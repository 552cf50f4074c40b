import { useTranslation } from 'react-i18next';
import type { Language } from '../format/locale.js';
import { chooseLanguage } from '../i18n/start-texts.js';
import { useLanguage } from '../i18n/use-language.js';
import classes from './switches.module.css';

const CHOICES = [
  { language: 'de', name: 'german', short: 'DE' },
  { language: 'en', name: 'english', short: 'EN' },
] as const;

type LanguageSwitchProps = {
  /** Keeps the choice beyond this device. */
  readonly onChoose?: (language: Language) => void;
};

/** Two buttons rather than a menu: the other language is one click away and named in its own words. */
export function LanguageSwitch({ onChoose }: LanguageSwitchProps) {
  const { t } = useTranslation();
  const shown = useLanguage();
  return (
    <div role="group" aria-label={t('app.language')} className={classes.group}>
      {CHOICES.map(({ language, name, short }) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={shown === language}
          aria-label={`${short} – ${t(`app.${name}`)}`}
          className={classes.choice}
          data-testid={`language-${language}`}
          onClick={() => {
            void chooseLanguage(language);
            onChoose?.(language);
          }}
        >
          {short}
        </button>
      ))}
    </div>
  );
}
