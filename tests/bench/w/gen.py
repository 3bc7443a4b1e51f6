crit = [
 (1,"answered_in_time","Answered within the limit of the channel","responsiveness",3,"handled","waited <= limit"),
 (2,"handling_time","Handled within the time of the channel","responsiveness",1,"handled and channel != email","talked <= by channel { phone: 600 s  chat: 1200 s  otherwise: 900 s }"),
 (3,"not_cut_short","Not cut short","responsiveness",3,"handled and channel != email","talked >= 90 s or resolved"),
 (4,"identity_verified","The identity is verified","trust",5,"handled and channel in (phone, chat)",'contains(steps, "V")'),
 (5,"stays_solved","What is solved stays solved","trust",3,"handled and resolved","not reopened"),
 (6,"next_step_named","The next step is named","trust",2,"handled and not resolved",'contains(steps, "F")'),
 (7,"verify_before_solving","Verified before it is solved","assurance",3,'handled and contains(steps, "V") and contains(steps, "S")','position(steps, "V") < position(steps, "S")'),
 (8,"solution_confirmed","The solution is confirmed","assurance",3,"handled and resolved",'contains(steps, "C")'),
 (9,"good_score","The customer gives a 3 or more","assurance",4,"handled and score is present","score >= 3"),
 (10,"greeting_first","Greeted first","empathy",1,"handled",'starts_with(steps, "G")'),
 (11,"listened_first","Listened before solving","empathy",3,"handled and tone != calm",'contains(steps, "L")\n          and (not contains(steps, "S") or position(steps, "L") < position(steps, "S"))'),
 (12,"thanked_at_the_end","Thanked at the end","empathy",1,"handled and channel != email",'ends_with(steps, "T")'),
]
out=[]
p=out.append
p('''// Workload W of the standard benchmark, as a consultant would write it down. The data are made by the benchmark's generator;
// `run.py` sets where they lie. See README.md for what each part is and how it is compared.

standard workload_w "Workload W" {
  version 1
  zone    "UTC"
  owner   "Benchmark"
}

entity team "Teams" { id text key }

entity agent "Agents" is person { id text key }

event contact "A contact" {
  id        whole    key
  at        instant
  agent     agent?   "Missing: the customer gave up waiting"
  team      team
  customer  whole
  channel   phone | chat | email | counter
  waited    duration
  talked    duration
  queue_len whole
  tone      calm | upset | abusive
  resolved  yes/no
  score     1..5?
  reopened  yes/no
  steps     text     "One letter for each step done; prescribed: GVLSCFT"
  tier      basic | plus | gold
}

event shift "A shift" {
  agent     agent   key
  start     instant key at
  end       instant
  break_min whole
}

source contacts for contact {
  files "contacts"
  field waited = seconds(wait_s)
  field talked = seconds(talk_s)
}

source shifts for shift { files "shifts" }

// ------------------------------------------------------------------------------------------------ (a) the twelve criteria

define handled for contact "A contact that somebody took" = agent is present

define promised for contact "How long a customer of the basic tier may wait" =
  by channel { phone: 20 s  chat: 40 s  counter: 300 s  email: 4 h }

define limit for contact "How long this customer may wait" = if tier = gold then promised / 2 else promised

define hard for contact "1 for a contact with a customer who is not calm" = if tone = calm then 0 else 1

define tired for contact "The three contacts before were all hard" =
  sum(hard of contact where agent = this.agent among last 3 before this) = 3

define no_break for contact "Four hours into a shift without a proper break" =
  a shift where agent = this.agent and break_min < 15 and start + 4 h <= this.at and end > this.at
    over 24 h to this

principle responsiveness "Responsiveness" { weight 3 }

principle trust "Trust" { weight 4 }

principle assurance "Assurance" { weight 2 }

principle empathy "Empathy" { weight 3 }
''')
for k,n,t,pr,w,f,r in crit:
    p(f'''criterion {n} "{t}" {{
  principle {pr}
  weight    {w}
  for       contact where {f}
  require   {r}
  employee controls it
}}
''')
p('''// Of several that match, the first wins.
mitigation far_too_late "The customer had waited twice the limit" {
  for    contact where waited > 2 * limit
  covers good_score
  cause  company
}

mitigation abuse "The customer was abusive" {
  for    contact where tone = abusive
  covers handling_time, not_cut_short, stays_solved, next_step_named, good_score, thanked_at_the_end
  cause  customer
}

mitigation strain "A run of hard contacts, or no break" {
  for    contact where tired or no_break
  covers handling_time, listened_first
  cause  company
}

mitigation hard_run "A run of hard contacts" {
  for    contact where tired
  covers verify_before_solving
  cause  company
}

mitigation long_queue "More than 20 waited" {
  for    contact where queue_len > 20
  covers not_cut_short, next_step_named
  cause  company
}

mitigation some_queue "More than 10 waited" {
  for    contact where queue_len > 10
  covers solution_confirmed
  cause  company
}

mitigation short_queue "More than 5 waited" {
  for    contact where queue_len > 5
  covers answered_in_time
  cause  company
}

// ------------------------------------------------------------------------------------------------ (b) figures beside the scorecards

metric handled_contacts "Contacts handled" { count of contact where handled  per organization, team, agent  each all }

metric abandonment "Abandonment" { share of contact that not handled  per organization, team  each all }

metric service_level "Service level" {
  share of contact where channel in (phone, chat) that handled and waited <= promised
  per   organization, team, agent
  each  all
}

metric first_contact_resolution "First contact resolution" {
  share of contact where handled and channel != email that resolved and not reopened
  per   organization, team, agent
  each  all
}

metric scores "Sum of scores" { sum score of contact where handled  per organization, team, agent  each all }

metric good_scores "Scores of 4 and 5" {
  share of contact where handled and score is present that score >= 4
  per   organization, team, agent
  each  all
}

// ------------------------------------------------------------------------------------------------ (c) rolling windows at every contact

define own_faults for contact "How many criteria the agent did not keep" =
  faults of (
    %s)

define b7 for contact "Faults in seven days" = sum(own_faults of contact where agent = this.agent over 168 h to this)

define n30 for contact "Contacts in 30 days" = count(contact where agent = this.agent over 720 h to this)

define r30 for contact "Resolved in 30 days" =
  count(contact where agent = this.agent and resolved over 720 h to this)

define k50 for contact "Scores so far, up to 50" =
  count(contact where agent = this.agent and score is present among last 50 to this)

define s50 for contact "Sum of the last 50 scores" =
  sum(score of contact where agent = this.agent and score is present among last 50 to this)

metric max_b7 { max b7 of contact where handled  per agent  each all }

metric sum_b7 { sum b7 of contact where handled  per agent  each all }

metric cnt_b7 { count of contact where handled and b7 >= 10  per agent  each all }

metric cnt_r30 { count of contact where handled and n30 >= 20 and 10 * r30 < 7 * n30  per agent  each all }

metric min_r30 { min r30 / n30 of contact where handled and n30 >= 20  per agent  each all }

metric sum_r30 { sum r30 of contact where handled  per agent  each all }

metric cnt_s50 { count of contact where handled and k50 = 50 and s50 < 175  per agent  each all }

metric min_s50 { min s50 of contact where handled and k50 = 50  per agent  each all }

metric sum_s50 { sum s50 of contact where handled and k50 = 50  per agent  each all }

// ------------------------------------------------------------------------------------------------ (d) a ladder for each criterion
''' % ",\n    ".join(", ".join(c[1] for c in crit[i:i+4]) for i in (0,4,8)))
for k,n,t,pr,w,f,r in crit:
    p(f'''ladder {n}_ladder "{t}: when it is not kept" for agent {{
  counts faults of {n}
  step one "Step 1" {{ when 3 faults in 168 h }}
  step two "Step 2" {{ when 2 faults after one }}
  forgive after 336 h without step
}}
''')
p('''// ------------------------------------------------------------------------------------------------ (e) repeat contacts

metric contacts "Contacts" { count of contact  per team, agent  each all }

metric followed "Contacts followed by another of the same customer within seven days" {
  count of contact where a contact where customer = this.customer within 168 h
  per   team, agent
  each  all
}
''')
open('standard.etalon','w').write("\n".join(out).rstrip()+"\n")
