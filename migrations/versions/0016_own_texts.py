"""A municipality's own texts, street and place of a letter, and what a sending service says of a message."""

from alembic import op
import sqlalchemy as sa

revision = '0016'
down_revision = '0015'

FIXED = """
CREATE FUNCTION own_text_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Een vastgestelde tekst verandert niet meer.' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER own_text_fixed BEFORE UPDATE OR DELETE ON own_text
    FOR EACH ROW WHEN (OLD.status = 'vastgesteld') EXECUTE FUNCTION own_text_is_fixed();
"""


def upgrade() -> None:
    op.create_table('own_text',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('municipality_code', sa.Text(), nullable=False),
    sa.Column('template', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=True),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('drafted_by', sa.Uuid(), nullable=True),
    sa.Column('approved_by', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(status = 'vastgesteld') = (approved_by IS NOT NULL AND approved_at IS NOT NULL)", name=op.f('ck_own_text_approved_by_somebody')),
    sa.CheckConstraint("status IN ('concept', 'vastgesteld')", name=op.f('ck_own_text_status')),
    sa.CheckConstraint('approved_by <> drafted_by', name=op.f('ck_own_text_two_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_text'))
    )
    op.create_index('ix_own_text_in_use', 'own_text', ['municipality_code', 'template', 'approved_at'], unique=False, postgresql_where=sa.text("status = 'vastgesteld'"))
    op.create_index('uq_own_text_draft', 'own_text', ['municipality_code', 'template'], unique=True, postgresql_where=sa.text("status = 'concept'"))
    op.execute(FIXED)
    op.create_table('letter_address',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('referral_id', sa.Uuid(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('recorded_by', sa.Uuid(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_letter_address_referral_id_referral'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_address'))
    )
    op.create_index('ix_letter_address_referral', 'letter_address', ['referral_id'], unique=False)
    op.add_column('message', sa.Column('template_version', sa.Text(), nullable=True))
    op.add_column('message', sa.Column('deviation', sa.Text(), nullable=True))
    op.add_column('contact_attempt', sa.Column('undelivered', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.add_column('message', sa.Column('attempt_id', sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f('fk_message_attempt_id_contact_attempt'), 'message', 'contact_attempt', ['attempt_id'], ['id'])
    op.add_column('message', sa.Column('carrier_key', sa.Uuid(), nullable=True))
    op.add_column('message', sa.Column('delivery', sa.Text(), nullable=True))
    op.add_column('message', sa.Column('delivery_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index('uq_message_carrier_key', 'message', ['carrier_key'], unique=True, postgresql_where=sa.text('carrier_key IS NOT NULL'))


def downgrade() -> None:
    op.drop_index('uq_message_carrier_key', table_name='message')
    op.drop_column('message', 'delivery_at')
    op.drop_column('message', 'delivery')
    op.drop_column('message', 'carrier_key')
    op.drop_constraint(op.f('fk_message_attempt_id_contact_attempt'), 'message', type_='foreignkey')
    op.drop_column('message', 'attempt_id')
    op.drop_column('contact_attempt', 'undelivered')
    op.drop_column('message', 'deviation')
    op.drop_column('message', 'template_version')
    op.drop_table('letter_address')
    op.execute("DROP TRIGGER own_text_fixed ON own_text")
    op.execute("DROP FUNCTION own_text_is_fixed()")
    op.drop_table('own_text')
