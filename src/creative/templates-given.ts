import { templates } from './copy-template.ts';

/** Copy for gifts, where `{product}` reads `free tea`. */
export const GIFT_TEMPLATES = [
  ...templates(['Gift'], {
    'headline sms': ['Our gift to you: {product}[ {condition}]', 'Take home {product}[ {condition}]'],
    'headline email': [
      'A little thank-you: {product}[ {condition}][ {payment}]',
      'There is a gift with your name on it: {product}[ {condition}][ {payment}]',
    ],
    'question sms': ['Who says no to {product}? Pick yours up[ {condition}].'],
    'question email': [
      'May we treat you? {product} is waiting for you[ {condition}][ {payment}].[ Pick it up by {until}.]',
      'When did you last get a gift? Ours is {product}[ {condition}][ {payment}].[ Pick it up by {until}.]',
    ],
    'statement sms': ['We have {product} for you[ {condition}].[ Pick it up by {until}.]'],
    'statement email': [
      'We put {product} aside for you[ {condition}][ {payment}]. Show your code, and take it home.[ It is there until {until}.]',
      'Thank you for shopping with us. Next time you visit, take {product} with you[ {condition}][ {payment}].[ It is there until {until}.]',
    ],
  }),
  ...templates(
    ['Gift'],
    {
      'headline sms': ['Chosen for our VIPs: {product}[ {condition}]'],
      'headline email': ['Chosen with care for our VIPs: {product}[ {condition}][ {payment}]'],
      'question sms': ['May we spoil you? {product}[ {condition}], VIPs only.'],
      'question email': [
        'May we spoil you a little? For our VIPs we chose {product}[ {condition}][ {payment}].[ Yours until {until}.]',
      ],
      'statement sms': ['For our VIPs: {product}[ {condition}].'],
      'statement email': [
        'Some things are kept for our best customers. This season it is {product}[ {condition}][ {payment}].[ Yours until {until}.]',
      ],
    },
    'vip',
  ),
] as const;

/** Copy for services, with a benefit or without. */
export const SERVICE_TEMPLATES = templates(['Service'], {
  'headline sms': ['Now for you: {deal}[ {condition}]', 'Now for you: {product}[ {condition}]'],
  'headline email': [
    'Let us take care of it: {deal}[ {condition}][ {payment}]',
    'Let us take care of it: {product}[ {condition}][ {payment}]',
  ],
  'question sms': ['Need a hand? {deal}[ {condition}].', 'Need a hand? Book {product}[ {condition}].'],
  'question email': [
    'Could you use a hand? Book {product} and take {benefit}[ {condition}][ {payment}].[ Good until {until}.]',
    'Could you use a hand? {product} is there for you[ {condition}][ {payment}].[ Book by {until}.]',
  ],
  'statement sms': [
    'Book {product} with {benefit}[ {condition}].',
    'Sit back: {product} is yours[ {condition}].',
  ],
  'statement email': [
    'Leave the work to us: book {product} and take {benefit}[ {condition}][ {payment}].[ Good until {until}.]',
    'Leave the work to us. {product} is yours[ {condition}][ {payment}].[ Book by {until}.]',
  ],
});

/** For a reward that fits none of its kind, such as a coupon without a number. */
export const PLAIN_TEMPLATES = templates(['Coupon Series', 'Points Promotion', 'Gift', 'Service'], {
  'headline sms': ['A coupon for {product}[ {condition}]'],
  'headline email': ['Your coupon for {product}[ {condition}][ {payment}][, until {until}]'],
  'question sms': ['Ready for {product}? Your coupon is here[, {condition}].'],
  'question email': [
    'Looking forward to {product}? Your coupon is waiting[ {condition}][ {payment}].[ It holds until {until}.]',
  ],
  'statement sms': ['Your coupon for {product} is here[, {condition}].'],
  'statement email': [
    'Your coupon for {product} is here[ {condition}][ {payment}].[ Bring it along by {until}.]',
  ],
});
