/** Sentences of signing up and in, and of the account's own pages. */
export const accounts = {
  'accounts.email': 'E-mail',
  'accounts.email.hint': 'Only for signing in and for mail to you. Nobody else sees it.',
  'accounts.password': 'Password',
  'accounts.password.hint':
    'At least 8 characters. A few words that only you would put together are best.',
  'accounts.password.present': 'Your present password',
  'accounts.password.new': 'New password',
  'accounts.penName': 'Pen name',
  'accounts.penName.hint':
    'The name that readers see. You can have more later, and nobody can tell that they are all yours.',

  'accounts.signUp.title': 'Sign up',
  'accounts.signUp.lead':
    'An account is for posting and for keeping your place. Reading, and saying something kind, needs none.',
  'accounts.signUp.button': 'Make my account',
  'accounts.signUp.have': 'I have an account: sign in',
  'accounts.signUp.closed.title': 'Sign-up is closed',
  'accounts.signUp.closed':
    'This archive takes no new accounts at the moment. Everything can still be read, and you can still leave comments as a guest.',
  'accounts.signUp.done': 'Your account is made. Sign in to begin.',

  'accounts.signIn.title': 'Sign in',
  'accounts.signIn.button': 'Sign in',
  'accounts.signIn.forgot': 'I forgot my password',
  'accounts.signIn.none': 'I have no account: sign up',
  'accounts.signIn.wrong': 'This e-mail and password do not belong together.',
  'accounts.signIn.slow':
    'That was a lot of tries. Wait {minutes, plural, one {a minute} other {# minutes}} and try again.',
  'accounts.signIn.first': 'Sign in first; then you come back to where you were going.',
  'accounts.signedOut': 'You are signed out.',

  'accounts.recover.title': 'A new password',
  'accounts.recover.lead':
    'Give the e-mail of your account. A link to choose a new password comes by mail and works for 60 minutes.',
  'accounts.recover.lead.byHand':
    'Give the e-mail of your account. This archive sends no mail: the archivist gets a link to choose a new password, and hands it on. It works for 3 days.',
  'accounts.recover.button': 'Send me the link',
  'accounts.recover.button.byHand': 'Ask for the link',
  'accounts.recover.sent.title': 'Look into your mail',
  'accounts.recover.sent':
    'If an account has this e-mail, a link to choose a new password is on its way to it. It works once, for 60 minutes.',
  'accounts.recover.sent.none':
    'Nothing there after a while? Look into the folder for spam, check the address for typing errors, or ask the archivist.',
  'accounts.recover.asked.title': 'The archivist has it',
  'accounts.recover.asked':
    'If an account has this e-mail, the archivist has a link now to choose a new password, and hands it on to its owner. It works once, for 3 days.',
  'accounts.recover.asked.none':
    'A person does this, so it can take a while. If you hear nothing, write to the archivist, and check the address for typing errors.',
  'accounts.recover.choose': 'Choose a new password',
  'accounts.recover.ends': 'Every browser that is signed in to the account is signed out.',
  'accounts.recover.keep': 'Keep the new password',
  'accounts.recover.gone': 'This link was used already, or is too old. You can ask for a new one.',
  'accounts.recover.done': 'Your new password is kept. Sign in with it.',

  'accounts.first.title': 'The first archivist',
  'accounts.first.lead': 'This makes the account that runs the archive. The link works once.',
  'accounts.first.button': 'Open the archive',
  'accounts.first.known':
    'There is an account with this e-mail already. `tweed account` can make it an archivist’s.',
  'accounts.first.gone':
    'This link does not work any more. A start of the archive shows a new one, as long as there is no archivist.',

  'accounts.account.title': 'Account',
  'accounts.account.lead': 'What stands here is for you alone.',
  'accounts.account.signIn': 'Signing in',
  'accounts.account.emailIs': 'Your e-mail is {email}.',
  'accounts.account.changeEmail': 'Change e-mail',
  'accounts.account.changePassword': 'Change password',
  'accounts.account.sessions': 'Browsers that are signed in',
  'accounts.account.writing': 'Writing and reading',
  'accounts.account.penNames': 'Pen names',
  'accounts.account.disclaimers': 'Default disclaimers',
  'accounts.account.reading': 'How you like to read',
  'accounts.account.mail': 'Mail',
  'accounts.account.mailWanted': 'Tell me by mail too when there is something new for me',
  'accounts.account.mailSave': 'Save',
  'accounts.did.password': 'Your password is changed, and every other browser is signed out.',
  'accounts.did.email': 'Your e-mail is changed.',
  'accounts.did.email-sent':
    'A mail with a link is on its way to the new address. Your e-mail changes when you open it.',
  'accounts.did.email-asked':
    'The archivist has a link for the new address, and hands it on. Your e-mail changes when you open it.',
  'accounts.did.mail': 'Saved.',

  'accounts.changePassword.title': 'Change password',
  'accounts.changePassword.button': 'Change password',
  'accounts.changeEmail.title': 'Change e-mail',
  'accounts.changeEmail.lead':
    'A mail with a link goes to the new address; the change is made when you open it.',
  'accounts.changeEmail.lead.byHand':
    'This archive sends no mail: the archivist gets a link for the new address, and hands it on. The change is made when you open it.',
  'accounts.changeEmail.new': 'New e-mail',
  'accounts.changeEmail.button': 'Send the link',
  'accounts.changeEmail.button.byHand': 'Ask for the link',
  'accounts.changeEmail.confirm.lead': 'From now on you sign in with {email}.',
  'accounts.changeEmail.confirm.button': 'Change my e-mail',
  'accounts.changeEmail.gone': 'This link does not work any more. You can ask for a new one.',

  'accounts.sessions.title': 'Browsers that are signed in',
  'accounts.sessions.lead': 'Is one of them not yours? End it, then change your password.',
  'accounts.sessions.since': 'signed in on {created}, last used on {seen}',
  'accounts.sessions.this': 'this browser',
  'accounts.sessions.end': 'End',
  'accounts.sessions.endWhich': 'End the session of {label}, signed in on {created}',
  'accounts.sessions.others': 'End all others',
  'accounts.sessions.did': 'Done.',

  'accounts.disclaimers.title': 'Default disclaimers',
  'accounts.disclaimers.lead':
    'What you keep here is proposed when you post a work in that fandom. You can change it for each work.',
  'accounts.disclaimers.none': 'None yet.',
  'accounts.disclaimers.new': 'A disclaimer for a fandom',
  'accounts.disclaimers.edit': 'Change the disclaimer for {fandom}',
  'accounts.disclaimers.fandom': 'Fandom',
  'accounts.disclaimers.body': 'Disclaimer',
  'accounts.disclaimers.save': 'Keep it',
  'accounts.disclaimers.change': 'Change',
  'accounts.disclaimers.changeWhich': 'Change the disclaimer for {fandom}',
  'accounts.disclaimers.remove': 'Remove',
  'accounts.disclaimers.removeWhich': 'Remove the disclaimer for {fandom}',
  'accounts.disclaimers.full': 'There is room for {most} disclaimers. Remove one first.',

  'accounts.wrong.email': 'This is no e-mail address.',
  'accounts.wrong.password.too-short': 'A password has at least 8 characters.',
  'accounts.wrong.password.too-long': 'A password has at most 1,000 characters.',
  'accounts.wrong.password.common':
    'This is one of the passwords that are tried first everywhere. Choose one that is yours alone.',
  'accounts.wrong.present': 'This is not your present password.',
  'accounts.wrong.fandom': 'Name the fandom, in at most 150 characters.',
  'accounts.wrong.body': 'Write something, in at most 5,000 characters.',

  'accounts.mail.greeting': 'Hello,',
  'accounts.mail.welcome.subject': 'Your account at {site}',
  'accounts.mail.welcome': 'An account with this address was made at {site}. Sign in here:',
  'accounts.mail.welcome.not': 'If that was not you, you can leave this mail alone.',
  'accounts.mail.known.subject': 'You have an account at {site} already',
  'accounts.mail.known':
    'Somebody asked {site} for an account with this address. You have one already, and nothing has changed. If it was you, sign in here, or choose a new password there:',
  'accounts.mail.known.not': 'If that was not you, you can leave this mail alone.',
  'accounts.mail.recover.subject': 'A new password for {site}',
  'accounts.mail.recover':
    'Here you can choose a new password for your account at {site}. The link works once, for 60 minutes:',
  'accounts.mail.recover.byHand':
    'Here you can choose a new password for your account at {site}. The link works once, for 3 days:',
  'accounts.mail.recover.not': 'If you did not ask for it, leave this mail alone: nothing changes.',
  'accounts.mail.password.subject': 'Your password at {site} was changed',
  'accounts.mail.password':
    'The password of your account at {site} was changed just now. If that was not you, choose a new one here:',
  'accounts.mail.email.subject': 'Your new address at {site}',
  'accounts.mail.email':
    'To sign in to {site} with this address from now on, open this link while you are signed in. It works for a day:',
  'accounts.mail.emailKnown':
    'Somebody with an account at {site} wanted to move it to this address. This address has an account of its own there, so nothing has changed.',
  'accounts.mail.emailChanged.subject': 'Your address at {site} was changed',
  'accounts.mail.emailChanged':
    'Your account at {site} has another address now, and this one gets no more mail. If that was not you, write to the archivist.',
} as const
