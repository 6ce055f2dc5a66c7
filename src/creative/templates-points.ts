import { templates } from './copy-template.ts';

/** Copy for points on top. */
export const POINTS_TEMPLATES = [
  ...templates(['Points Promotion'], {
    'headline sms': ['{deal}[ {condition}]', '{product} with {benefit}[ {condition}]'],
    'headline email': [
      'Your balance is about to grow: {deal}[ {condition}][ {payment}]',
      '{deal}[ {condition}][ {payment}][, until {until}]',
    ],
    'question sms': [
      'Want your points to add up faster? {deal}[ {condition}].',
      'Ready for {product}? Earn {benefit}[ {condition}].',
    ],
    'question email': [
      'What will you do with {benefit}? Choose {product}[ {condition}][ {payment}] and they are yours.[ The offer runs until {until}.]',
      'Planning on {product}? Buy now, and we add {benefit} to your account[ {condition}][ {payment}].[ The offer runs until {until}.]',
    ],
    'statement sms': [
      'Earn {deal}[ {condition}].',
      'We add {benefit} when you choose {product}[, {condition}].',
    ],
    'statement email': [
      'Choose {product}, and we add {benefit} to your account[ {condition}][ {payment}].[ The offer runs until {until}.]',
      'Earn {deal}[ {condition}][ {payment}]. They land in your account with the purchase.[ Valid until {until}.]',
    ],
  }),
  ...templates(
    ['Points Promotion'],
    {
      'headline sms': ['VIP extra: {deal}[ {condition}]'],
      'headline email': ['More points for our VIPs: {deal}[ {condition}][ {payment}]'],
      'question sms': ['Your VIP extra? {deal}[ {condition}].'],
      'question email': [
        'Shall we round up your balance? As a VIP you earn {deal}[ {condition}][ {payment}].[ Reserved for you until {until}.]',
      ],
      'statement sms': ['As a VIP you earn {deal}[ {condition}].'],
      'statement email': [
        'VIP status should be worth something on every visit: earn {deal}[ {condition}][ {payment}].[ Reserved for you until {until}.]',
      ],
    },
    'vip',
  ),
  ...templates(
    ['Points Promotion'],
    {
      'headline sms': ['Regulars earn more: {deal}[ {condition}]'],
      'headline email': ['Your next visit counts extra: {deal}[ {condition}][ {payment}]'],
      'question sms': ['Back again soon? {deal}[ {condition}].'],
      'question email': [
        'When do we see you next? Bring {product} home and earn {benefit}[ {condition}][ {payment}].[ It counts until {until}.]',
      ],
      'statement sms': ['Your next visit earns {deal}[ {condition}].'],
      'statement email': [
        'You come often, so your next visit should count for more: {deal}[ {condition}][ {payment}].[ It counts until {until}.]',
      ],
    },
    'frequent',
  ),
] as const;
