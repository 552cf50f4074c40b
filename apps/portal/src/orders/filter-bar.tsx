import { ORDER_SORTS } from '@abgleich/contracts';
import { methodTitle } from '@abgleich/domain';
import { NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { orderChoicesQuery } from '../api/orders.js';
import { useLanguage } from '../i18n/use-language.js';
import classes from './filter-bar.module.css';
import {
  activeChips,
  changedSearch,
  type Chip,
  CHIPS,
  type OrdersSearch,
} from './orders-search.js';

/** Further filters, each of which stands in the address, and the order of the list. */
export function FilterBar({ search }: { search: OrdersSearch }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: choices } = useQuery(orderChoicesQuery);
  const connections = choices?.connections ?? [];
  return (
    <div className={classes.bar} role="group" aria-label={t('orderFilter.label')}>
      <Choice search={search} chip="shop" values={asOptions(choices?.shops ?? [])} />
      <Choice
        search={search}
        chip="method"
        values={asOptions(choices?.methods ?? [], (method) => methodTitle(method, language))}
      />
      {connections.length > 1 && (
        <Choice
          search={search}
          chip="connection"
          values={connections.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Day search={search} chip="from" />
      <Day search={search} chip="to" />
      <SortChoice search={search} />
    </div>
  );
}

type Option = { readonly value: string; readonly label: string };
const asOptions = (values: readonly string[], label = (value: string) => value): Option[] =>
  values.map((value) => ({ value, label: label(value) }));

function useChange(search: OrdersSearch) {
  const navigate = useNavigate();
  return (change: Partial<OrdersSearch>) =>
    void navigate({ to: '/auftraege', search: changedSearch(search, change) });
}

type ChoiceProps = {
  readonly search: OrdersSearch;
  readonly chip: 'shop' | 'method' | 'connection';
  readonly values: readonly Option[];
};
function Choice({ search, chip, values }: ChoiceProps) {
  const { t } = useTranslation();
  const change = useChange(search);
  const chosen = search[chip];
  // A link may name a value that no order has any more: it must not look as if nothing were filtered.
  const isKnown = chosen === undefined || values.some(({ value }) => value === chosen);
  return (
    <NativeSelect
      size="xs"
      className={classes.field}
      label={t(`orderFilter.${chip}`)}
      value={chosen ?? ''}
      onChange={(changed) => change({ [chip]: changed.currentTarget.value || undefined })}
      data={[
        { value: '', label: t('orderFilter.all') },
        ...values,
        ...(isKnown ? [] : [{ value: chosen, label: chosen }]),
      ]}
      data-testid={`filter-by-${chip}`}
    />
  );
}

function Day({ search, chip }: { search: OrdersSearch; chip: 'from' | 'to' }) {
  const { t } = useTranslation();
  const change = useChange(search);
  return (
    <TextInput
      size="xs"
      type="date"
      className={classes.field}
      label={t(`orderFilter.${chip}`)}
      value={search[chip] ?? ''}
      min={chip === 'to' ? search.from : undefined}
      max={chip === 'from' ? search.to : undefined}
      onChange={(changed) => change({ [chip]: changed.currentTarget.value || undefined })}
      data-testid={`filter-by-${chip}`}
    />
  );
}

function SortChoice({ search }: { search: OrdersSearch }) {
  const { t } = useTranslation();
  const change = useChange(search);
  return (
    <NativeSelect
      size="xs"
      className={classes.sort}
      label={t('orderFilter.sort')}
      value={search.sort ?? 'newest'}
      onChange={({ currentTarget: { value } }) =>
        change({ sort: value === 'urgent' ? value : undefined })
      }
      data={ORDER_SORTS.map((sort) => ({ value: sort, label: t(`orderFilter.${sort}`) }))}
      data-testid="sort"
    />
  );
}

/** What is filtered by, each with a way to take it back. */
export function FilterChips({ search }: { search: OrdersSearch }) {
  const { t } = useTranslation();
  const nameOf = useChipWords(search);
  const active = activeChips(search);
  if (active.length === 0) return null;
  const none = Object.fromEntries(CHIPS.map((chip) => [chip, undefined]));
  return (
    <ul className={classes.chips} aria-label={t('orderFilter.active')} data-testid="chips">
      {active.map((chip) => (
        <li key={chip}>
          <Link
            to="/auftraege"
            search={changedSearch(search, { [chip]: undefined })}
            activeOptions={{ includeSearch: true, exact: true }}
            className={classes.chip}
            aria-label={t('orderFilter.remove', { what: nameOf(chip) })}
            data-testid={`chip-${chip}`}
          >
            {nameOf(chip)}
            <IconX size={13} aria-hidden />
          </Link>
        </li>
      ))}
      {active.length > 1 && (
        <li>
          <Link to="/auftraege" search={changedSearch(search, none)} className={classes.clear}>
            {t('orderFilter.clear')}
          </Link>
        </li>
      )}
    </ul>
  );
}

function useChipWords(search: OrdersSearch): (chip: Chip) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: choices } = useQuery(orderChoicesQuery);
  const day = (iso: string) => iso.split('-').reverse().join('.');
  return (chip) => {
    const value = search[chip] ?? '';
    const words = {
      shop: value,
      method: methodTitle(value, language),
      connection: choices?.connections.find(({ id }) => id === value)?.name ?? value,
      from: day(value),
      to: day(value),
      capturedOn: day(value),
      refundedOn: day(value),
    };
    return `${t(`orderFilter.${chip}`)}: ${words[chip]}`;
  };
}
