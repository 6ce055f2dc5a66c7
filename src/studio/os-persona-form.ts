import { css, html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { emit } from './events.ts';
import { checkDraft, type DraftField, emptyDraft, type PersonaDraft, toDraft } from './persona-draft.ts';
import { sharedStyles } from './shared-styles.ts';
import type { Person } from './studio-view.ts';

type TextField = Exclude<DraftField, 'interests' | 'financialGoals'>;
type ListField = Exclude<DraftField, TextField>;

interface TextFieldShape {
  readonly field: TextField;
  readonly label: string;
  readonly hint?: string;
  readonly numeric?: boolean;
  readonly half?: boolean;
  readonly suggestions?: readonly string[];
}

const textFields: readonly TextFieldShape[] = [
  { field: 'name', label: 'Name', hint: 'A made-up name or number will do.' },
  { field: 'age', label: 'Age', numeric: true, half: true },
  { field: 'gender', label: 'Gender', suggestions: ['Female', 'Male', 'Non-binary'], half: true },
  { field: 'monthlyIncome', label: 'Monthly income', hint: 'In US dollars.', numeric: true },
  {
    field: 'spendingPattern',
    label: 'How they spend',
    suggestions: ['Budget-conscious', 'Balanced', 'High-spender', 'Impulsive'],
  },
  {
    field: 'preferredPaymentMethod',
    label: 'How they pay',
    suggestions: ['Credit Card', 'Debit Card', 'Digital Wallet', 'Buy Now Pay Later', 'Bank Transfer'],
  },
];

const listFields: readonly { field: ListField; label: string; suggestions: readonly string[] }[] = [
  {
    field: 'interests',
    label: 'Interests',
    suggestions: [
      'Travel',
      'Fitness',
      'Technology',
      'Shopping',
      'Gaming',
      'Finance',
      'Food',
      'Music',
      'Sports',
    ],
  },
  {
    field: 'financialGoals',
    label: 'Money goals',
    suggestions: ['Savings', 'Wealth Growth', 'Retirement Planning', 'Debt Reduction', 'Home Ownership'],
  },
];

/** All that is known of a person, to write or to change; what is wrong is said beside the field. */
export class OsPersonaForm extends LitElement {
  /** The person to change; a new one when left out. */
  @property({ attribute: false }) person: Person | undefined;
  @state() private draft: PersonaDraft = emptyDraft;
  @state() private messages: Readonly<Partial<Record<DraftField, string>>> = {};
  @state() private others: readonly string[] = [];
  #tried = false;

  /** Only once: what is typed must not be lost when the page around the form is drawn again. */
  override willUpdate(): void {
    if (!this.hasUpdated && this.person !== undefined) this.draft = toDraft(this.person.persona);
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render() {
    const stored = this.person?.id !== undefined;
    return html`
      <form novalidate @submit=${this.#onSubmit}>
        <h3>${this.person === undefined ? 'A new person' : `Change ${this.person.persona.name}`}</h3>
        <div class="fields">
          ${textFields.map((shape) => this.#text(shape))} ${listFields.map((shape) => this.#list(shape))}
        </div>
        ${this.others.length === 0 ? nothing : html`<p class="error" role="alert">${this.others.join(' ')}</p>`}
        <div class="row">
          <button class="primary" type="submit">${stored ? 'Save changes' : 'Save person'}</button>
          <button class="quiet" type="button" @click=${() => emit(this, 'os-close-form', undefined)}>Cancel</button>
        </div>
      </form>
    `;
  }

  #text({ field, label, hint, numeric, half, suggestions }: TextFieldShape) {
    const message = this.messages[field];
    const described = [
      message === undefined ? '' : `${field}-error`,
      hint === undefined ? '' : `${field}-hint`,
    ];
    return html`
      <div class="field ${half ? 'half' : ''}">
        <label for=${field}>${label}</label>
        <input
          id=${field}
          class=${message === undefined ? '' : 'wrong'}
          autocomplete="off"
          inputmode=${numeric ? 'decimal' : 'text'}
          list=${suggestions === undefined ? nothing : `${field}-list`}
          aria-invalid=${message === undefined ? 'false' : 'true'}
          aria-describedby=${ifDefined(described.filter(Boolean).join(' ') || undefined)}
          .value=${this.draft[field]}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) this.#change({ [field]: event.target.value });
          }}
        />
        ${
          suggestions === undefined
            ? nothing
            : html`<datalist id=${`${field}-list`}>
                ${suggestions.map((value) => html`<option value=${value}></option>`)}
              </datalist>`
        }
        ${message === undefined ? nothing : html`<p id=${`${field}-error`} class="error">${message}</p>`}
        ${hint === undefined ? nothing : html`<p id=${`${field}-hint`} class="hint">${hint}</p>`}
      </div>
    `;
  }

  #list({ field, label, suggestions }: (typeof listFields)[number]) {
    return html`
      <os-chips
        class="field"
        id=${field}
        .label=${label}
        .values=${this.draft[field]}
        .suggestions=${suggestions}
        .error=${this.messages[field] ?? ''}
        @os-chips=${(event: HTMLElementEventMap['os-chips']) => this.#change({ [field]: event.detail.values })}
      ></os-chips>
    `;
  }

  /** Until the first try nothing is called wrong; from then on what is mended stops being wrong at once. */
  #change(change: Partial<PersonaDraft>): void {
    this.draft = { ...this.draft, ...change };
    if (this.#tried) this.#check();
  }

  #check() {
    const check = checkDraft(this.draft);
    this.messages = check.ok ? {} : check.messages;
    this.others = check.ok ? [] : check.others;
    return check;
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    this.#tried = true;
    const check = this.#check();
    if (check.ok) {
      emit(this, 'os-save-person', { persona: check.persona, id: this.person?.id });
      return;
    }
    await this.updateComplete;
    const order = [...textFields, ...listFields].map(({ field }) => field);
    const first = order.find((field) => check.messages[field] !== undefined);
    if (first !== undefined) this.renderRoot.querySelector<HTMLElement>(`#${first}`)?.focus();
  };

  static override styles = [
    sharedStyles,
    css`
      form {
        display: grid;
        gap: 1rem;
      }

      .fields {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 0.875rem;
      }

      .field {
        grid-column: 1 / -1;
        min-width: 0;
      }

      .half {
        grid-column: auto;
      }

      label {
        display: block;
        margin-bottom: 0.25rem;
        font-weight: 600;
        font-size: 0.9375rem;
      }

      input {
        width: 100%;
        min-height: 2.75rem;
        padding: 0 0.75rem;
        border: 1.5px solid var(--edge);
        border-radius: 10px;
        background: var(--sheet);
        color: inherit;
        font: inherit;
      }

      input.wrong {
        border-color: var(--coral-deep);
      }

      .hint {
        margin-top: 0.125rem;
        color: var(--text-soft);
        font-size: 0.875rem;
      }

      .error {
        margin-top: 0.25rem;
        color: var(--coral-deep);
        font-size: 0.9375rem;
      }
    `,
  ];
}
