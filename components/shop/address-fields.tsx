import { CONTROL, Field, problemId } from '@/components/ui/field';
import {
  type Address,
  type AddressField,
  type AddressProblems,
  COUNTRIES,
} from '@/lib/shop/delivery';

interface AddressFieldsProps {
  readonly address: Address;
  readonly problems: AddressProblems;
  onChange(field: AddressField, value: string): void;
  onLeave(): void;
}

const TEXT_FIELDS = [
  { field: 'name', label: 'Full name', autoComplete: 'name', className: 'sm:col-span-6' },
  {
    field: 'email',
    label: 'E-mail, if you like',
    autoComplete: 'email',
    className: 'sm:col-span-6',
  },
  {
    field: 'street',
    label: 'Street and number',
    autoComplete: 'street-address',
    className: 'sm:col-span-6',
  },
  { field: 'postcode', label: 'Postcode', autoComplete: 'postal-code', className: 'sm:col-span-2' },
  { field: 'town', label: 'Town', autoComplete: 'address-level2', className: 'sm:col-span-4' },
] as const;

/**
 * Fields without `name`: were the form ever sent by the browser itself, as it is where a script
 * failed to load, nothing typed would be in it.
 */
export function AddressFields({ address, problems, onChange, onLeave }: AddressFieldsProps) {
  const control = (field: AddressField) => ({
    id: `address-${field}`,
    value: address[field],
    required: field !== 'email',
    inputMode: field === 'email' ? ('email' as const) : undefined,
    'aria-invalid': problems[field] ? true : undefined,
    'aria-describedby': problemId(`address-${field}`),
    onBlur: onLeave,
    className: CONTROL,
  });
  return (
    <div className="grid gap-x-4 gap-y-2 sm:grid-cols-6">
      {TEXT_FIELDS.map(({ field, label, autoComplete, className }) => (
        <Field
          key={field}
          id={`address-${field}`}
          label={label}
          problem={problems[field]}
          className={className}
        >
          <input
            {...control(field)}
            autoComplete={autoComplete}
            onChange={(event) => onChange(field, event.target.value)}
          />
        </Field>
      ))}
      <Field
        id="address-country"
        label="Country"
        problem={problems.country}
        className="sm:col-span-6"
      >
        <select
          {...control('country')}
          autoComplete="country"
          onChange={(event) => onChange('country', event.target.value)}
        >
          <option value="">Choose one</option>
          {COUNTRIES.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </Field>
    </div>
  );
}
