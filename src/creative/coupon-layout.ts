import { failure, type Result, success } from '../domain/result.ts';
import type { CouponSize } from './coupon-size.ts';
import type { QrCode } from './qr-code.ts';
import { inset, type Rect } from './svg.ts';
import type { Tear } from './ticket-path.ts';

/** Where the parts of a coupon are, in pixels. */
export interface CouponLayout {
  readonly wide: boolean;
  /** A hundredth of the shorter side that is left after cutting. */
  readonly unit: number;
  readonly ticket: Rect;
  /** The part that says what is offered. */
  readonly main: Rect;
  /** The part with the code; absent where there is none. */
  readonly stub?: Rect;
  readonly tear?: Tear;
  /** The light plate of the QR code, its quiet zone included. */
  readonly plate?: Rect;
  /** Side of a module, a whole number of pixels. */
  readonly module?: number;
}

/** Share of the length that the stub may take, and of the stub's breadth that a code across it may. */
const STUB_SHARE = { wide: 0.41, tall: 0.435 } as const;

/**
 * Divides a picture: the stub stands on the right of a wide one and below a tall one, as large as the QR code needs.
 * @returns the failure `qr-too-dense` where its modules would be too small to be read.
 */
export function layoutCoupon(
  size: CouponSize,
  qr: QrCode | undefined,
  hasCode: boolean,
  { rim, frame }: { readonly rim: number; readonly frame: number },
): Result<CouponLayout> {
  const full: Rect = { x: 0, y: 0, width: size.width, height: size.height };
  const trimmed = inset(full, size.bleed ?? 0);
  const unit = Math.min(trimmed.width, trimmed.height) / 100;
  const ticket = inset(trimmed, rim * unit);
  const wide = size.width > size.height * 1.25;
  if (!hasCode && qr === undefined) return success({ wide, unit, ticket, main: ticket });
  const pad = unit * Math.max(wide ? 4.6 : 4.4, frame + 1.6);
  // Code and expiry stand below the plate of a wide coupon, beside that of a tall one.
  const words = wide ? size.body * 2.9 : 0;
  const room = wide
    ? Math.min(size.width * STUB_SHARE.wide - 2 * pad, ticket.height - 2 * pad - words)
    : Math.min(ticket.width * 0.42, ticket.height * STUB_SHARE.tall - 2 * pad);
  const module = qr === undefined ? undefined : Math.floor(room / qr.span);
  if (qr !== undefined && (module ?? 0) < size.module) {
    return failure(
      'qr-too-dense',
      `The QR code has ${qr.span} modules a side and would need more than ${Math.floor(room)} pixels. Shorten what it says, or take a larger size.`,
      'qr',
    );
  }
  const side = qr === undefined || module === undefined ? room * 0.55 : qr.span * module;
  const depth = side + 2 * pad;
  const at = wide
    ? Math.round(ticket.x + ticket.width - depth)
    : Math.round(ticket.y + ticket.height - depth);
  const main = wide ? { ...ticket, width: at - ticket.x } : { ...ticket, height: at - ticket.y };
  const stub = wide
    ? { ...ticket, x: at, width: ticket.x + ticket.width - at }
    : { ...ticket, y: at, height: ticket.y + ticket.height - at };
  const plate =
    qr === undefined
      ? undefined
      : {
          x: Math.round(wide ? stub.x + (stub.width - side) / 2 : stub.x + pad),
          y: Math.round(stub.y + (stub.height - side - words) / 2),
          width: side,
          height: side,
        };
  return success({
    wide,
    unit,
    ticket,
    main,
    stub,
    tear: { vertical: wide, at },
    ...(plate && module !== undefined && { plate, module }),
  });
}
