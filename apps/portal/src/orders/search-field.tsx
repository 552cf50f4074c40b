import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changedSearch, type OrdersSearch } from './orders-search.js';
import classes from './search-field.module.css';
import { SEARCH_FIELD_ID } from './use-order-keys.js';

/** Typing a number takes longer than this between two keys only at its end. */
const TYPING_PAUSE_MS = 300;

/** What is typed, and what the address says is searched; the address follows a little behind. */
function useTypedSearch(search: OrdersSearch) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(search.q ?? '');
  const [known, setKnown] = useState(search.q);
  if (search.q !== known) {
    // The address changed without us: a link that clears the search, or the way back.
    setKnown(search.q);
    setTyped(search.q ?? '');
  }
  const searchFor = (text: string) => {
    const q = text.trim() === '' ? undefined : text.trim();
    setKnown(q);
    void navigate({ to: '/auftraege', search: changedSearch(search, { q }), replace: true });
  };
  const searchSoon = useDebouncedCallback(searchFor, TYPING_PAUSE_MS);
  const change = (text: string) => {
    setTyped(text);
    searchSoon(text);
  };
  return { typed, change, searchNow: () => searchFor(typed) };
}

/** Free search by any of the four numbers. What is searched stands in the address, so that it can be sent to a colleague. */
export function SearchField({ search }: { search: OrdersSearch }) {
  const { t } = useTranslation();
  const { typed, change, searchNow } = useTypedSearch(search);
  return (
    <form
      role="search"
      className={classes.form}
      onSubmit={(submitted) => {
        submitted.preventDefault();
        searchNow();
      }}
    >
      <TextInput
        id={SEARCH_FIELD_ID}
        aria-label={t('orders.search')}
        placeholder={t('orders.searchPlaceholder')}
        description={t('orders.searchHelp')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={typed}
        maxLength={100}
        spellCheck={false}
        autoComplete="off"
        leftSection={<IconSearch size={17} aria-hidden />}
        rightSection={
          typed === '' ? null : (
            <CloseButton
              size={24}
              aria-label={t('orders.clearSearch')}
              onClick={() => change('')}
            />
          )
        }
        onChange={(changed) => change(changed.currentTarget.value)}
        data-testid="search"
      />
    </form>
  );
}
