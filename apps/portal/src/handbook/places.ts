import type { RegisteredRouter } from '@tanstack/react-router';

/** A chapter of the manual, and the heading in it that is meant. */
export type HandbookPlace = { readonly chapter: string; readonly section: string | null };

type Pages = keyof RegisteredRouter['routesByPath'];
/** Pages without the frame: who is not signed in has no manual beside them. */
type Outside =
  | '/'
  | '/anmelden'
  | '/fehler/$token'
  | '/einladung'
  | '/passwort-vergessen'
  | '/passwort-neu'
  | '/einrichten';

const at = (chapter: string, section: string | null = null): HandbookPlace => ({
  chapter,
  section,
});

/** What the manual says about each page behind the sign-in; a page without an entry does not compile. */
export const PLACES: Readonly<Record<Exclude<Pages, Outside>, HandbookPlace | null>> = {
  '/uebersicht': at('alltag', 'übersicht'),
  '/auftraege': at('alltag', 'aufträge'),
  '/auftraege/$connectionId/$orderNumber': at('alltag', 'der-auftrag'),
  '/pixi-api': at('einrichtung', 'schritt-2-pixi-api'),
  '/e-mail': at('einrichtung', 'schritt-3-e-mail'),
  '/app-buchen': at('einrichtung', 'schritt-4-app-buchen'),
  '/konfiguration': at('einrichtung', 'schritt-5-konfigurations-center'),
  '/konfiguration/neu': at('einrichtung', 'schritt-5-konfigurations-center'),
  '/konfiguration/$configurationId': at('einrichtung', 'schritt-5-konfigurations-center'),
  '/einrichtung': at('einrichtung', 'schritt-6-einrichtung-prüfen'),
  '/benutzer': at('benutzer', 'benutzer-und-rollen'),
  '/fehler-seite': at('einrichtung', 'schritt-7-fehler-seite'),
  '/api-zugang': at('benutzer', 'api-zugang'),
  '/protokoll': at('benutzer', 'protokoll'),
  '/konto': at('benutzer', 'mein-konto'),
  '/handbuch': null,
  '/handbuch/$chapter': null,
};

/** What the manual says about the page of this route; `null` where there is nothing beside it. */
export const placeOf = (route: string): HandbookPlace | null =>
  Object.entries(PLACES).find(([page]) => page === route)?.[1] ?? null;
