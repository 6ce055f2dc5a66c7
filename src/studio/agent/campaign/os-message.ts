import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { brandMark } from '../../brand-mark.ts';
import { sharedStyles } from '../../shared-styles.ts';
import { channelWords } from './campaign-words.ts';

/** An offer as it would look where it arrives: a bubble on a telephone, a letter, or a notice on a locked screen. */
export class OsMessage extends LitElement {
  @property() channel = 'email';
  /** The words, with name and code filled in. */
  @property() text = '';
  @property({ attribute: false }) subject: string | undefined;
  /** To whom. */
  @property() name = '';

  override render() {
    const label = `As it would look: ${(channelWords[this.channel] ?? this.channel).toLowerCase()} to ${this.name}`;
    return html`<figure aria-label=${label}>${this.#look()}</figure>`;
  }

  #look() {
    switch (this.channel) {
      case 'sms':
      case 'whatsapp':
        return html`
          <div class="phone ${this.channel}">
            <p class="top"><span class="face" aria-hidden="true">S</span><strong>Your shop</strong></p>
            <div class="screen">
              <p class="bubble">${this.text}</p>
              <p class="soft small moment">now</p>
            </div>
          </div>
        `;
      case 'push':
      case 'app':
        return html`
          <div class="phone push">
            <div class="lock">
              <p class="clock" aria-hidden="true">9:41</p>
              <div class="notice">
                <p class="from small"><span class="mark" aria-hidden="true">${brandMark}</span>Your shop <span class="soft">now</span></p>
                ${this.subject === undefined ? nothing : html`<p><strong>${this.subject}</strong></p>`}
                <p>${this.text}</p>
              </div>
            </div>
          </div>
        `;
      default:
        return html`
          <div class="letter">
            <dl class="small">
              <div><dt>From</dt><dd>Your shop</dd></div>
              <div><dt>To</dt><dd>${this.name}</dd></div>
              ${this.subject === undefined ? nothing : html`<div><dt>Subject</dt><dd><strong>${this.subject}</strong></dd></div>`}
            </dl>
            <p class="body">${this.text}</p>
          </div>
        `;
    }
  }

  static override styles = [
    sharedStyles,
    css`
      p {
        overflow-wrap: anywhere;
      }

      .phone {
        max-width: 20rem;
        border: 8px solid light-dark(#14163a, #05060f);
        border-radius: 30px;
        background: var(--sheet);
        overflow: hidden;
      }

      .top {
        display: flex;
        align-items: center;
        gap: 0.625rem;
        padding: 0.75rem 1rem;
        border-bottom: 1px solid var(--line);
        background: var(--sheet-2);
      }

      .face {
        display: grid;
        place-items: center;
        width: 2rem;
        height: 2rem;
        border-radius: 50%;
        background: var(--blue);
        color: var(--on-blue);
        font-weight: 700;
      }

      .screen {
        min-height: 9rem;
        padding: 1rem;
      }

      .whatsapp .screen {
        background: light-dark(#efeae2, #0f1a20);
      }

      .bubble {
        width: fit-content;
        max-width: 92%;
        padding: 0.625rem 0.875rem;
        border-radius: 18px 18px 18px 4px;
        background: light-dark(#e6e7f0, #2a2f55);
      }

      .whatsapp .bubble {
        border-radius: 4px 14px 14px;
        background: light-dark(#ffffff, #202c33);
      }

      .moment {
        margin-top: 0.25rem;
        color: var(--text-soft);
      }

      .lock {
        display: grid;
        gap: 1rem;
        min-height: 13rem;
        padding: 1.25rem 0.75rem;
        background: linear-gradient(160deg, #2b35d8, #14163a);
      }

      .clock {
        color: #ffffff;
        font: 700 2.75rem / 1 var(--display);
        text-align: center;
      }

      .notice {
        display: grid;
        gap: 0.25rem;
        padding: 0.75rem 0.875rem;
        border-radius: 18px;
        background: var(--sheet);
      }

      .from {
        display: flex;
        align-items: center;
        gap: 0.5rem;
      }

      .mark svg {
        display: block;
        width: 1.25rem;
        height: 1.25rem;
      }

      .letter {
        max-width: 30rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sheet);
        box-shadow: 0 8px 24px var(--shadow);
      }

      dl {
        padding: 0.875rem 1.125rem;
        border-bottom: 1px solid var(--line);
        background: var(--sheet-2);
        border-radius: var(--radius) var(--radius) 0 0;
      }

      dl div {
        display: grid;
        grid-template-columns: 4rem minmax(0, 1fr);
        gap: 0.5rem;
      }

      dt {
        color: var(--text-soft);
      }

      .body {
        padding: 1.25rem 1.125rem 1.5rem;
      }
    `,
  ];
}
