"""Help for residents: what is offered, whom to call, cards; asking without anybody between; moments to choose from."""

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0010'
down_revision = '0009'


def upgrade() -> None:
    op.create_table('card_batch',
    sa.Column('municipality_code', sa.Text(), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('cards', sa.Integer(), nullable=False),
    sa.Column('requests', sa.Integer(), nullable=False),
    sa.CheckConstraint('cards >= 0 AND requests >= 0', name=op.f('ck_card_batch_counts')),
    sa.PrimaryKeyConstraint('municipality_code', 'month', name=op.f('pk_card_batch'))
    )
    op.create_table('help_desk',
    sa.Column('municipality_code', sa.Text(), nullable=False),
    sa.Column('contact', sa.Text(), nullable=False),
    sa.Column('phone', sa.Text(), nullable=False),
    sa.Column('hours', sa.Text(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('municipality_code', name=op.f('pk_help_desk'))
    )
    op.create_table('help_offer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('municipality_code', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('for_whom', sa.Text(), nullable=False),
    sa.Column('how', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('hours', sa.Text(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_help_offer'))
    )
    op.create_index('ix_help_offer_municipality', 'help_offer', ['municipality_code', 'valid_until'], unique=False)
    op.add_column('appointment', sa.Column('alternatives', postgresql.ARRAY(sa.DateTime(timezone=True)), server_default='{}', nullable=False))
    op.add_column('appointment', sa.Column('replaced_by', sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f('fk_appointment_replaced_by_appointment'), 'appointment', 'appointment', ['replaced_by'], ['id'])
    op.add_column('referral_link', sa.Column('concerns', postgresql.ARRAY(sa.Text()), nullable=True))
    op.alter_column('referral_link', 'origin_id', existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    # Work that rests on nothing but the resident's own question cannot be told in the old shape.
    op.execute("DELETE FROM referral_link WHERE origin_id IS NULL")
    op.alter_column('referral_link', 'origin_id', existing_type=sa.Uuid(), nullable=False)
    op.drop_column('referral_link', 'concerns')
    op.drop_constraint(op.f('fk_appointment_replaced_by_appointment'), 'appointment', type_='foreignkey')
    op.drop_column('appointment', 'replaced_by')
    op.drop_column('appointment', 'alternatives')
    op.drop_index('ix_help_offer_municipality', table_name='help_offer')
    op.drop_table('help_offer')
    op.drop_table('help_desk')
    op.drop_table('card_batch')
