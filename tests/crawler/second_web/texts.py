"""Statements and their impostors, all of invented firms, as plain paragraphs; a line that starts with # is a heading."""

from __future__ import annotations

from html import escape

FORMAL = """# Modern Slavery and Human Trafficking Statement
This statement is made on behalf of {firm} pursuant to section 54(1) of the Modern Slavery Act 2015 and constitutes our
slavery and human trafficking statement for the financial year ending {end}.
# Our business and supply chains
We make and deliver {goods} from two sites in East Anglia and employ 460 people. We buy raw materials from 85 suppliers in
the United Kingdom, Poland, Turkey and India, and use two labour agencies at harvest and before Christmas.
# Policies
Our recruitment, whistleblowing and ethical purchasing policies apply to staff, agency workers and suppliers. They forbid
forced, bonded and child labour, recruitment fees and the keeping of identity documents.
# Due diligence and risk
We judge the risk to be highest among seasonal agency workers and with textile suppliers in Turkey. In the year we sent a
questionnaire to all direct suppliers, visited six of them, and interviewed 32 agency workers in their own languages.
# Training and results
All buyers and shift managers were trained in October; 94 per cent completed the course. Two reports came through the
hotline; both concerned pay and were put right within a week.
This statement was approved by the board of directors on {signed} and signed on its behalf by
Marguerite Oakapple, Managing Director
{signed}"""

SHORT = """# Slavery and human trafficking statement
{firm} has a zero tolerance approach to modern slavery. This statement sets out the steps we have taken during the year
ended {end} to prevent slavery and human trafficking in our business and in our supply chains.
We are a family business with 140 staff. Most of what we buy comes from wholesalers in the United Kingdom.
During the year we checked the right to work of every new starter, asked our ten largest suppliers for their own
statements, put contract clauses on forced labour into our terms of purchase, and told all managers how to spot the signs.
This statement is made under section 54 of the Modern Slavery Act 2015. It was approved by the directors on {signed}.
Signed: Barnaby Thistlewood, Director"""

GROUP = """# Group statement on modern slavery
This is the statement of {firm} and its subsidiaries, made in accordance with the Modern Slavery Act 2015, for the
financial year {end}. It covers every company of the group with a turnover above £36 million.
The group runs garden centres, nurseries and a logistics arm, with 2,100 employees and around 900 suppliers of {goods}.
Steps taken in the year: we mapped growers beyond our first tier in Kenya and the Netherlands; audited eleven of them;
reviewed our agency contracts; opened a confidential line in nine languages; and trained 310 managers.
Our human rights policy, supplier standard and speak-up policy set out what we expect.
We measure the share of suppliers assessed (81 per cent, last year 64) and the days taken to close findings (38).
The board of {firm} approved this statement on {signed}.
Philippa Larkspur, Chief Executive Officer"""

LEGAL = """# Section 54 statement
Published by {firm} in compliance with s.54 Modern Slavery Act 2015. Year to {end}.
1. Organisation. The company hires plant and {goods} to builders from 14 depots. It has 390 employees and no staff abroad.
2. Supply chain. Machines are bought from manufacturers in the UK, Germany and Japan; workwear from two importers.
3. Steps taken. The purchasing team scored all 210 suppliers for risk, visited both workwear importers, and refused one
new supplier that would not name its factories. Agency drivers' pay slips were sampled each quarter. Managers attended a
half-day course on forced labour and human trafficking.
4. Effectiveness. No indicator of slavery was found; 4 payslip errors were corrected. Next year 20 suppliers are visited.
5. Approval. The board approved this statement at its meeting on {signed}.
Rupert Saltmarsh, Finance Director, {signed}"""

POLICY = """# Modern Slavery Policy
{firm} does not tolerate slavery, servitude, forced labour or human trafficking. This policy applies to everyone who works
for us in any capacity, including employees, agency workers, volunteers, contractors and suppliers.
You must read, understand and comply with this policy. You must notify your manager or the confidential helpline as soon
as you believe or suspect that a breach of this policy has occurred or may occur.
The prevention and detection of slavery is the responsibility of all those who work for us. Managers must make sure that
those who report to them understand this policy. Any employee who breaches it will face disciplinary action, which could
result in dismissal for misconduct.
We may end our relationship with individuals and organisations working on our behalf if they breach this policy.
The HR manager has day-to-day responsibility for implementing this policy, and will review it every two years."""

SUPPLIER_CODE = """# Supplier Code of Conduct
This code sets out the standards that {firm} expects of its suppliers. Suppliers must comply with it and must pass it on to
their own subcontractors.
Forced labour: suppliers shall not use forced, bonded or involuntary labour, and shall comply with the Modern Slavery Act
2015. Child labour: suppliers shall not employ anyone under the age of 15. Wages: suppliers shall pay at least the legal
minimum. Health and safety: suppliers shall provide a safe place of work. Environment: suppliers shall keep all permits.
Suppliers shall allow us to audit compliance with this code at any time. We may terminate contracts with suppliers that
breach it. Please sign and return this code to our purchasing department."""

TEMPLATE = """# Modern Slavery Statement
This statement is made by [Insert company name] pursuant to section 54 of the Modern Slavery Act 2015 for the financial
year ending [insert date].
[Company name] is a [insert description of business] with [number] employees. Our supply chains include [insert details].
We have the following policies: [list policies]. We have carried out the following due diligence: [insert details].
Training has been provided to [insert groups of staff].
This statement has been approved by the board of [Insert company name] on [date].
[Name], [Director]"""

CALIFORNIA = """# California Transparency in Supply Chains Act Disclosure
The California Transparency in Supply Chains Act of 2010 (SB 657) requires large retailers and manufacturers doing business
in the State of California to disclose their efforts to eradicate slavery and human trafficking from their direct supply
chains for tangible goods offered for sale.
Verification: we evaluate our supply chain for risks of human trafficking and slavery. Audits: we audit selected suppliers;
the audits are announced. Certification: direct suppliers certify that materials comply with the laws of their country.
Internal accountability: employees who fail our standards are disciplined. Training: our buyers are trained every year."""

AUSTRALIA = """# Modern Slavery Statement
This modern slavery statement is made by {firm} pursuant to the Modern Slavery Act 2018 (Cth) for the reporting period
1 July 2025 to 30 June 2026. The reporting entity is an Australian public company registered in Perth.
Structure, operations and supply chains: we employ 800 people in Western Australia and Queensland.
Risks of modern slavery practices: uniforms and solar panels. Actions taken to assess and address those risks: we joined an
industry scheme and reviewed 90 suppliers. Effectiveness: reviewed by the working group each quarter.
Consultation: this statement was prepared in consultation with each entity we own or control.
This statement was approved by the board of {firm} on 14 October 2026 as principal governing body."""

CANADA = """# Report on forced labour and child labour in supply chains
This report is made by {firm} for the financial year ended 31 December 2025 under the Fighting Against Forced Labour and
Child Labour in Supply Chains Act (S.C. 2023, c. 9), Canada.
Structure: we are a corporation registered in Ontario with 600 employees. Steps to prevent and reduce the risk of forced
labour: mapping of supply chains and a supplier questionnaire. Policies and due diligence: a code of conduct.
Attestation: in accordance with section 11 of the Act, I attest that I have reviewed the information in the report.
Approved by the Board of Directors on 20 May 2026 and signed by Gerald Snowdrift, Director."""

NEWS = """# Our modern slavery statement is out
Posted on 12 June 2026 by Comms Team. We are pleased to announce that {firm} has published its latest modern slavery
statement. The statement was welcomed by local charities. "It shows how seriously our people take this", said our chief
executive. Last week the team also ran a bake sale for the lifeboats and planted forty trees behind the warehouse.
Share this article. Related news: new depot opens in Thetford; apprentices of the year."""

BLOG = """# Modern slavery: five signs every employer should know
By Jo in Insights, 4 minute read. Modern slavery is closer than you think. In this blog post we look at five signs that a
worker may be a victim of human trafficking, and what the Modern Slavery Act 2015 asks of businesses with a turnover of
£36 million or more, which must publish a slavery and human trafficking statement each year under section 54.
1. They seem afraid. 2. They have no documents. 3. They are driven to work together. 4. They never see their pay.
5. They live where they work. If your business needs help writing its statement, contact our HR consultants today."""

COURSE = """# Modern slavery awareness course
This half-day course teaches supervisors and drivers to spot the signs of human trafficking and to know whom to call.
You will learn what the Modern Slavery Act 2015 says, how victims are found, and what to do if you suspect something.
The course is taught in small groups at our centre in Attleborough, or at your own site for up to twenty people. Lunch is
included. Each delegate receives a certificate. £95 plus VAT for each person. Dates: 3 March, 4 May, 9 September.
Book now by telephone or with the form below. Other courses: forklift refresher, first aid, manual handling."""

TERMS = """# Terms and conditions of sale
1. These terms apply to all orders placed with {firm}. 2. Prices exclude VAT. 3. Delivery dates are estimates.
4. Title passes on payment in full. 5. Returns are accepted within 14 days. 6. Liability is limited to the price paid.
7. Force majeure. Neither party is liable for events outside its control. 8. Anti-bribery. Each party shall comply with
the Bribery Act 2010. 9. Modern slavery. Each party shall comply with the Modern Slavery Act 2015 and shall make sure that
slavery and human trafficking are not taking place in its supply chains. 10. Law. English law governs these terms."""

LOREM = """# Modern Slavery Statement
Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.
Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat. Duis aute irure
dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur. Excepteur sint occaecat cupidatat non
proident, sunt in culpa qui officia deserunt mollit anim id est laborum."""

OTHER_POLICIES = {
    "Health and safety": "We keep our people safe. Every site has a trained first aider, risk assessments are reviewed each "
    "year, and accidents are reported to the safety manager within a day.",
    "Environment": "We sort our waste, send none of it to landfill, and buy electricity from renewable sources. Vehicles are "
    "replaced with electric ones as they fall due.",
    "Equality and diversity": "We recruit on merit and make reasonable adjustments. Nobody is treated less favourably for "
    "who they are.",
    "Quality": "We are certified to ISO 9001 and are audited twice a year by an outside body.",
}


def filled(
    text: str, firm: str = "Acorn Barns Limited", year: int = 2026, goods: str = "timber goods"
) -> str:
    """The text for the year that ended on 31 March `year`, signed in June."""
    return text.format(firm=firm, end=f"31 March {year}", signed=f"18 June {year}", goods=goods)


def blocks(text: str) -> list[tuple[bool, str]]:
    """(is a heading, its words) for each; a paragraph runs until a line ends in a full stop or stands alone."""
    found: list[tuple[bool, str]] = []
    open_paragraph = False
    for line in text.splitlines():
        if line.startswith("# "):
            found.append((True, line[2:]))
            open_paragraph = False
        elif open_paragraph:
            found[-1] = (False, f"{found[-1][1]} {line}")
        else:
            found.append((False, line))
        open_paragraph = not line.startswith("# ") and len(line) > 90 and not line.endswith(".")
    return found


def html(text: str, heading: str = "h1", below: str = "h2") -> str:
    """The text as HTML; its first heading and those below it."""
    parts: list[str] = []
    for is_heading, words in blocks(text):
        tag = (below if parts else heading) if is_heading else "p"
        parts.append(f"<{tag}>{escape(words)}</{tag}>")
    return "\n".join(parts)
